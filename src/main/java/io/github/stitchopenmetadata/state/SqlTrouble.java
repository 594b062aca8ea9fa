package io.github.stitchopenmetadata.state;

import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.OneLine;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.regex.Pattern;

/** What keeps this program from its state in the database, in words that say what to do. */
final class SqlTrouble {

    private static final String NO_RIGHT = "42501";
    private static final String NO_TABLE = "42P01";
    private static final String NO_SCHEMA = "3F000";
    private static final String NO_DATABASE = "3D000";
    private static final String LOCKED = "55P03";
    private static final String NOT_LET_IN = "28";

    private static final Pattern LOST = Pattern.compile("08...|57P0[123]");

    private SqlTrouble() {}

    /** Whether a connection was lost that was there, and not one refused. */
    static boolean isOfTheConnection(Exception failed) {
        return Causes.find(failed, SQLTransientConnectionException.class).isEmpty()
                && Causes.of(failed)
                        .filter(SQLException.class::isInstance)
                        .map(cause -> ((SQLException) cause).getSQLState())
                        .anyMatch(code -> code != null && LOST.matcher(code).matches());
    }

    static StateUnavailableException explained(SQLException failed, DatabaseSettings settings) {
        SQLException told = Causes.of(failed)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce(failed, (outer, inner) -> inner);
        String code = Objects.requireNonNullElse(told.getSQLState(), "");
        String where = "The state in the database " + settings.place() + " ";
        String why = OneLine.of(told.getMessage());
        if (code.startsWith(NOT_LET_IN)) {
            return StateUnavailableException.refused(
                    where + "cannot be reached as the user "
                            + (settings.user().isEmpty() ? "of the system" : settings.user())
                            + ": check state.jdbc.user and state.jdbc.password, or the file of state.jdbc.passwordFile: "
                            + why,
                    failed);
        }
        return switch (code) {
            case NO_DATABASE ->
                StateUnavailableException.refused(
                        where + "is not there: make the database, or check state.jdbc.url: " + why, failed);
            case NO_RIGHT, NO_SCHEMA, NO_TABLE ->
                StateUnavailableException.refused(
                        where + "is not for the user " + settings.user()
                                + ": let a DBA run postgresql.sql (in stitch-openmetadata/ of the jar), which says what to grant: "
                                + why,
                        failed);
            case LOCKED ->
                StateUnavailableException.passing(where + "is locked by another process for too long: " + why, failed);
            default -> StateUnavailableException.passing(where + "cannot be read or written: " + why, failed);
        };
    }
}
