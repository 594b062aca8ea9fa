package io.github.stitchopenmetadata.flow.rules;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;

/**
 * A route file.
 *
 * @param lines how many it has
 * @param comments the lines of its comments
 */
record RouteDocument(String name, int lines, List<Integer> comments, List<Entry> entries) {

    static RouteDocument parse(String name, String text) {
        List<Integer> comments = new ArrayList<>();
        LoadSettings withComments =
                LoadSettings.builder().setParseComments(true).build();
        for (Event event : new Parse(withComments).parseString(text)) {
            if (event instanceof CommentEvent comment && comment.getCommentType() != CommentType.BLANK_LINE) {
                comments.add(
                        comment.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
            }
        }
        Tree root = Tree.of(
                new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow());
        List<Entry> entries = root.items().stream()
                .flatMap(item -> item.fields().entrySet().stream()
                        .map(field -> new Entry(name, item.line(), field.getKey(), field.getValue())))
                .toList();
        return new RouteDocument(name, (int) text.lines().count(), comments, entries);
    }

    /** A sentence that begins with the file. */
    String tells(int line, String what) {
        return name + ":" + line + ": " + what;
    }
}
