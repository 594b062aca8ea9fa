package io.github.stitchopenmetadata.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

    private static final IllegalArgumentException TOLD = new IllegalArgumentException(
            "rules.yaml, line 3: expected a number", new NumberFormatException("\"many\""));

    static Stream<Arguments> whatIsPutAround() {
        return Stream.of(
                Arguments.of("nothing", TOLD),
                Arguments.of("what Camel says", new FailedToStartRouteException("run", "no way", TOLD)),
                Arguments.of("what Java has for Camel's use", madeByCamel("Error creating bean: rules", TOLD)),
                Arguments.of("what reflection throws", new InvocationTargetException(TOLD)),
                Arguments.of("its repetition", new RuntimeException(TOLD)),
                Arguments.of(
                        "all of them",
                        new RuntimeCamelException(new RuntimeException(
                                new InvocationTargetException(new IllegalStateException(" ", TOLD))))));
    }

    private static Exception madeByCamel(String message, Exception cause) {
        Exception made = new IllegalStateException(message, cause);
        made.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.apache.camel.dsl.yaml.deserializers.BeansDeserializer", "create", "", 1)
        });
        return made;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsPutAround")
    void tellsTheMessageThatSaysWhatIsWrong(String around, Throwable thrown) {
        assertThat(Explanation.of(thrown)).isEqualTo(TOLD.getMessage());
        assertThat(Explanation.cause(thrown)).isEqualTo(TOLD.getMessage());
    }

    @Test
    void namesWhatHasNoWords() {
        assertThat(Explanation.of(new IOException())).isEqualTo("IOException");
        assertThat(Explanation.of(new RuntimeCamelException(new IOException(" \n"))))
                .isEqualTo("IOException");
        assertThat(Explanation.of(new RuntimeCamelException("nothing below"))).isEqualTo("nothing below");
    }

    @Test
    void saysThatTheProcessWasToldToStop() {
        assertThat(Explanation.of(new RuntimeCamelException(
                        new RejectedExecutionException("Redelivery not allowed while stopping"))))
                .contains("told to stop");
    }

    /** Java says the name of the file, and no more. */
    @Test
    void saysWhatIsWrongWithAFile() {
        String user = System.getProperty("user.name");
        assertThat(Explanation.of(new AccessDeniedException("a.yaml")))
                .isEqualTo("a.yaml: the user " + user + " has no permission");
        assertThat(Explanation.of(new NoSuchFileException("a.yaml"))).isEqualTo("a.yaml: it does not exist");
        assertThat(Explanation.of(new FileAlreadyExistsException("state")))
                .isEqualTo("state: something else has its name");
        assertThat(Explanation.of(new FileSystemException("a.yaml", null, "Too many open files")))
                .startsWith("a.yaml: Too many open files (")
                .contains("ulimit -n");
        assertThat(Explanation.of(new FileSystemException("a.yaml"))).isEqualTo("a.yaml: FileSystemException");
    }

    @Test
    void saysWhatToDoWhereThereIsNoMemory() {
        Error noMemory = new OutOfMemoryError("Java heap space");

        assertThat(Explanation.of(new RuntimeCamelException("Cannot create instance of class", noMemory)))
                .contains("Java heap space", "-Xmx", "stitch.concurrency");
        assertThat(Explanation.of(new StackOverflowError())).startsWith("nested more deeply");
    }

    @Test
    void isOneLine() {
        assertThat(Explanation.of(new IOException("first\nsecond"))).isEqualTo("first second");
    }

    @Test
    void leavesThePlaceOutOfTheCause() {
        Throwable thrown = new RuntimeCamelException(new Placed("/v4/sources: too busy", "too\nbusy"));

        assertThat(Explanation.of(thrown)).isEqualTo("/v4/sources: too busy");
        assertThat(Explanation.cause(thrown)).isEqualTo("too busy");
    }

    private static final class Placed extends Exception implements HasReason {

        private final String reason;

        Placed(String message, String reason) {
            super(message);
            this.reason = reason;
        }

        @Override
        public String reason() {
            return reason;
        }
    }
}
