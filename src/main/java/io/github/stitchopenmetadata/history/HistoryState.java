package io.github.stitchopenmetadata.history;

import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.state.StateStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of the history of one account from run to run: what it has, and what waits for it. One thread at a time. */
final class HistoryState {

    private final StateStore store;
    private final String account;
    private final Set<HistoryTable> wanted;
    private final Map<HistoryTable, SentTable> tables = new EnumMap<>(HistoryTable.class);

    /**
     * @param account by its key
     * @param place   where the history is: of another one nothing is known
     * @param wanted  the tables that are pushed into
     */
    HistoryState(StateStore store, String account, String place, Set<HistoryTable> wanted) {
        this.store = store;
        this.wanted = wanted;
        this.account = Fqn.hash(account + " " + place).substring(0, 12);
    }

    /** What tells it from that of other accounts, and in the names of files. */
    String account() {
        return account;
    }

    boolean isWanted(HistoryTable table) {
        return wanted.contains(table);
    }

    /** What a table has, read when it is asked for first. */
    SentTable table(HistoryTable table) {
        return tables.computeIfAbsent(table, each -> SentTable.read(store, file(each.table())));
    }

    /** The rows that wait. */
    Unsent unsent() {
        return Unsent.read(store, file("unsent"));
    }

    /** The tables of which it is not known what they have, among those that were asked for. */
    List<String> forgotten() {
        return tables.entrySet().stream()
                .filter(table -> isWanted(table.getKey()) && table.getValue().isForgotten())
                .map(table -> table.getKey().table())
                .toList();
    }

    void keep(Unsent unsent) {
        tables.entrySet().stream().filter(table -> isWanted(table.getKey())).forEach(table -> table.getValue()
                .keep());
        unsent.keep();
    }

    private String file(String what) {
        return "history-" + what + "-" + account + ".json";
    }
}
