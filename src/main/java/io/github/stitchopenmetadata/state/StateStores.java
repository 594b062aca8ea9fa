package io.github.stitchopenmetadata.state;

/** Chooses where the state lies. */
public final class StateStores {

    private StateStores() {}

    /** @param directory the setting {@code state.directory}: for the state itself where there is no database */
    public static StateStore of(String directory, Database database) {
        return database.isUsed() ? new JdbcState(database, directory) : new StateFiles(directory);
    }
}
