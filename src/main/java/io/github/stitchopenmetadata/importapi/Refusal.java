package io.github.stitchopenmetadata.importapi;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words in which Stitch refuses a request tell of where the fault is. */
final class Refusal {

    private static final Pattern RECORD = Pattern.compile("\\bRecord (\\d{1,9})\\b|#/messages/(\\d{1,9})\\b");
    /** Of what all records of a request share: the schema, the name of the table, the names of the key, the form itself. */
    private static final Pattern SHARED =
            Pattern.compile("(?i)\\bJSON schema\\b|#/(schema|table_name|key_names)\\b|#: (required|extraneous) key");

    private Refusal() {}

    /** @return the place of the record that is named, from 0 */
    static OptionalInt record(String words) {
        Matcher named = RECORD.matcher(words);
        return named.find()
                ? OptionalInt.of(Integer.parseInt(named.group(1) == null ? named.group(2) : named.group(1)))
                : OptionalInt.empty();
    }

    /** Whether no record can be right with the rest of the request as it is. */
    static boolean isOfAll(String words) {
        return record(words).isEmpty() && SHARED.matcher(words).find();
    }
}
