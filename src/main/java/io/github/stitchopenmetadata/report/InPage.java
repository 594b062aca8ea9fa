package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.stitchopenmetadata.text.VisibleText;

/** JSON that can stand inside of a script element: nothing in it ends the element or begins a comment. */
final class InPage extends CharacterEscapes {

    private static final String MARKUP = "<>&";

    private final CharacterEscapes visible = new VisibleText();
    private final int[] ascii = visible.getEscapeCodesForAscii().clone();

    InPage() {
        MARKUP.chars().forEach(character -> ascii[character] = ESCAPE_CUSTOM);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return MARKUP.indexOf(character) >= 0
                ? new SerializedString(String.format("\\u%04x", character))
                : visible.getEscapeSequence(character);
    }
}
