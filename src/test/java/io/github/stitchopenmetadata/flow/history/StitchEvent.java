package io.github.stitchopenmetadata.flow.history;

/** What happens in Stitch. */
enum StitchEvent implements Event {
    SOURCE_ADDED((world, chance) -> {
        Account.Source source = world.inventor.addSource(chance);
        // Stitch checks the connection of a source that is set up
        source.check = Account.Check.SUCCEEDED;
        return source.toString();
    }),
    SOURCE_DELETED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        source.deleted = true;
        return source.name;
    }),
    SOURCE_VANISHED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        source.listed = false;
        return source.name;
    }),
    SOURCE_RETURNED((world, chance) -> {
        Account.Source source = chance.one(world.account.sources.stream()
                .filter(each -> world.inventor.freeNames().contains(each.name))
                .toList());
        source.deleted = false;
        source.listed = true;
        return source.name;
    }),
    SOURCE_RENAMED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        source.displayName = source.name + " no. " + chance.between(1, 1000);
        return source.name + " to " + source.displayName;
    }),
    SOURCE_PAUSED_OR_RESUMED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        source.paused = !source.paused;
        return source.name + (source.paused ? " paused" : " resumed");
    }),
    SCHEDULE_CHANGED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        source.minutes = chance.one(0, 30, 60, 360, 1440);
        return source.name + " to " + source.minutes + " minutes";
    }),
    CONNECTION_CHECKED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        source.check = chance.one(Account.Check.SUCCEEDED, Account.Check.FAILED);
        return source.name + " " + source.check;
    }),
    STREAM_ADDED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        return source.name + "." + world.inventor.addStream(source, chance);
    }),
    STREAM_REMOVED((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        Account.Stream stream = chance.one(source.streams);
        source.streams.remove(stream);
        return source.name + "." + stream.name;
    }),
    STREAM_SELECTED_OR_NOT((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        Account.Stream stream = chance.one(source.streams);
        stream.selected = !stream.selected;
        return source.name + "." + stream.name + (stream.selected ? " selected" : " deselected");
    }),
    STREAM_REPLICATED_OTHERWISE((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        Account.Stream stream = chance.one(source.streams);
        stream.method = chance.one(Account.METHODS);
        return source.name + "." + stream.name + " " + stream.method;
    }),
    FIELD_SELECTED_OR_NOT((world, chance) -> {
        Account.Source source = chance.one(world.account.existing());
        Account.Stream stream = chance.one(source.streams);
        String field = chance.one(stream.fields.keySet().stream()
                .filter(each -> !each.equals(Account.KEY))
                .toList());
        stream.fields.compute(field, (name, selected) -> !selected);
        return source.name + "." + stream.name + "." + field + (stream.fields.get(field) ? " selected" : " deselected");
    });

    private final Event event;

    StitchEvent(Event event) {
        this.event = event;
    }

    @Override
    public String in(World world, Chance chance) {
        return event.in(world, chance);
    }
}
