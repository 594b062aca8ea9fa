package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LoggerLevelTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata");
    private final Level before = logger.getLevel();
    private final LoggerLevel level = new LoggerLevel();

    @AfterEach
    void restore() {
        logger.setLevel(before);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"DEBUG, -, DEBUG", "ERROR, -, ERROR", "WARN, INFO, INFO", "ERROR, WARN, WARN", "-, DEBUG, DEBUG"})
    void takesTheMostTalkativeLevelThatIsAskedFor(
            org.slf4j.event.Level one, org.slf4j.event.Level other, String effective) {
        level.follow(Arrays.asList(one, other));

        assertThat(logger.getEffectiveLevel()).hasToString(effective);
    }

    @Test
    void showsWarningsOfOutcomesAtEveryLevel() {
        Logger outcome = (Logger) LoggerFactory.getLogger(LoggerLevel.OUTCOME);

        level.follow(List.of(org.slf4j.event.Level.ERROR));
        assertThat(outcome.isWarnEnabled()).isTrue();
        assertThat(outcome.isInfoEnabled()).isFalse();

        level.follow(List.of());
        assertThat(outcome.getLevel()).isNull();
    }

    @Test
    void leavesLoggingAsItIsConfiguredWhereNoneIsAskedForAnyMore() {
        logger.setLevel(Level.ERROR);

        level.follow(Arrays.asList(null, null));
        assertThat(logger.getLevel()).isEqualTo(Level.ERROR);

        level.follow(List.of(org.slf4j.event.Level.DEBUG));
        level.follow(List.of(org.slf4j.event.Level.INFO));
        level.follow(List.of());
        assertThat(logger.getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void readsTheLevelOfAWorkflowInAnyLetterCase() {
        WorkflowReader reader = new WorkflowReader(name -> null);
        String yaml =
                """
                source: {type: stitch, serviceName: stitch, serviceConnection: {config: {token: a}}}
                workflowConfig: {%s openMetadataServerConfig: {securityConfig: {jwtToken: b}}}
                """;

        assertThat(reader.read("eu.yaml", yaml.formatted("loggerLevel: warn,")).loggerLevel())
                .isEqualTo(org.slf4j.event.Level.WARN);
        assertThat(reader.read("eu.yaml", yaml.formatted("")).loggerLevel()).isNull();
    }

    /** Karaf and Spring Boot may bring another logger than Logback; here it is one of SLF4J's own that keeps what it is told. */
    @Test
    void saysOnceWhereTheLevelIsSetIfThatIsNotHere() throws Exception {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.SubstituteServiceProvider");
        try (URLClassLoader withoutLogback = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = withoutLogback.loadClass(LoggerLevel.class.getName());
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method follow = type.getDeclaredMethod("follow", Collection.class);
            follow.setAccessible(true);
            Object debug = withoutLogback
                    .loadClass("org.slf4j.event.Level")
                    .getField("DEBUG")
                    .get(null);
            Object level = constructor.newInstance();

            follow.invoke(level, List.of());
            assertThat(logged(withoutLogback)).isEmpty();
            follow.invoke(level, List.of(debug));
            follow.invoke(level, List.of(debug));

            assertThat(logged(withoutLogback))
                    .extracting(event -> invoke(event, "getLevel"), event -> invoke(event, "getMessage"))
                    .singleElement()
                    .asString()
                    .contains("WARN", "workflowConfig.loggerLevel", "no effect");
        } finally {
            System.clearProperty("slf4j.provider");
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("logback")) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static String invoke(Object event, String method) {
        try {
            return event.getClass().getMethod(method).invoke(event).toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> logged(ClassLoader loader) throws ReflectiveOperationException {
        Object factory = loader.loadClass("org.slf4j.LoggerFactory")
                .getMethod("getILoggerFactory")
                .invoke(null);
        return new ArrayList<>(
                (Collection<?>) factory.getClass().getMethod("getEventQueue").invoke(factory));
    }
}
