package io.github.stitchopenmetadata.flow.history;

import java.util.List;
import java.util.stream.Stream;

/** Something that may happen between two runs. It chooses by itself what it happens to. */
interface Event {

    /** @return what happened, in words */
    String in(World world, Chance chance);

    static List<Event> all() {
        return Stream.<Event[]>of(StitchEvent.values(), TableEvent.values(), PipelineEvent.values(), EdgeEvent.values())
                .flatMap(Stream::of)
                .toList();
    }

    /**
     * Lets it happen.
     *
     * @return what happened, or null if there is nothing that it could happen to
     */
    default String happen(World world, Chance chance) {
        try {
            return this + ": " + in(world, chance);
        } catch (Chance.NothingToChooseException nothing) {
            return null;
        }
    }
}
