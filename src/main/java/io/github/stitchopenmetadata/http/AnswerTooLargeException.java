package io.github.stitchopenmetadata.http;

import java.io.IOException;

/** An answer whose body is larger than what is read of any. */
final class AnswerTooLargeException extends IOException {

    AnswerTooLargeException(long limit) {
        super("the answer is larger than " + limit + " bytes (http.body.limit)");
    }
}
