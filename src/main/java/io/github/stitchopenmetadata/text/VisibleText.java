package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

/** JSON in which every character can be seen: who prints it sees no terminal escapes and no text that runs backwards. */
public final class VisibleText extends CharacterEscapes {

    private static final int DELETE = 127;

    private final int[] ascii = standardAsciiEscapesForJSON();

    public VisibleText() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                new SerializedString(String.format("\\u%04x", character));
            default -> null;
        };
    }
}
