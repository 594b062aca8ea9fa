package io.github.stitchopenmetadata.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test that is run with the oldest and the newest version of OpenMetadata, or with {@linkplain Extent all}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(EachVersion.Source.class)
public @interface EachVersion {

    /** Whether the one that nobody can read is among all. */
    boolean unreadable() default true;

    final class Source implements ArgumentsProvider {

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext test) {
            boolean unreadable = test.getRequiredTestMethod()
                    .getAnnotation(EachVersion.class)
                    .unreadable();
            return Versions.tested().stream()
                    .filter(version -> unreadable || Versions.isKnown(version))
                    .map(Arguments::of);
        }
    }
}
