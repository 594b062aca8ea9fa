package io.github.stitchopenmetadata.importapi;

import java.nio.file.Path;

/** Some of the records that were sent again have not arrived this time either. */
public final class LettersLeftException extends RuntimeException {

    LettersLeftException(int count, Path directory) {
        super(count + " dead letters of the Import API are left in " + directory);
    }
}
