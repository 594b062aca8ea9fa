package io.github.stitchopenmetadata.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test that is run with the last of these versions of OpenMetadata, or with {@linkplain Extent all}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(OfVersions.Source.class)
public @interface OfVersions {

    String[] value();

    final class Source implements ArgumentsProvider {

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext test) {
            List<String> all = List.of(
                    test.getRequiredTestMethod().getAnnotation(OfVersions.class).value());
            return Extent.cases(all.subList(all.size() - 1, all.size()), all).stream()
                    .map(Arguments::of);
        }
    }
}
