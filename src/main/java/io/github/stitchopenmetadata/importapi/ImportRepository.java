package io.github.stitchopenmetadata.importapi;

import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps groups of records in files until they have been sent, so that they outlive the process, however it ends; what a process left
 * is taken by whichever comes next, or runs beside it. Those of Camel for databases write the whole group anew with each record that
 * joins it: here a record is appended, and written once.
 */
public final class ImportRepository extends ServiceSupport implements RecoverableAggregationRepository {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRepository.class);
    private static final long INTERVAL = 5000;

    private final Path directory;
    private final ImportAccounts accounts;
    private final Map<String, Exchange> open = new ConcurrentHashMap<>();
    /** By the ids of the exchanges, those that are being sent among them. */
    private final Map<String, ImportJournal> journals = new ConcurrentHashMap<>();

    private ImportRepository(Path directory, ImportAccounts accounts) {
        this.directory = directory;
        this.accounts = accounts;
    }

    /**
     * @param kind  the setting {@code import.repository}: {@code file} for this, {@code memory} for Camel's own
     * @param state the setting {@code state.directory}
     */
    public static AggregationRepository of(String kind, String state, ImportAccounts accounts) {
        return kind.equals("file")
                ? new ImportRepository(Path.of(state, "import"), accounts)
                : new MemoryAggregationRepository();
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        ImportGroup group = exchange.getMessage().getBody(ImportGroup.class);
        try {
            journal(exchange, group).append(group);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "records cannot be kept in " + directory + ": " + OneLine.of(refused.toString()), refused);
        }
        return open.put(key, exchange);
    }

    private synchronized ImportJournal journal(Exchange exchange, ImportGroup group) throws IOException {
        ImportJournal journal = journals.get(exchange.getExchangeId());
        if (journal == null) {
            journal = ImportJournal.create(directory, group);
            journals.put(exchange.getExchangeId(), journal);
        }
        return journal;
    }

    @Override
    public Exchange get(CamelContext context, String key) {
        return open.get(key);
    }

    /** The group is being sent; its file stays. */
    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        open.remove(key);
    }

    @Override
    public synchronized void confirm(CamelContext context, String exchangeId) {
        ImportJournal journal = journals.remove(exchangeId);
        try {
            if (journal != null) {
                journal.delete();
            }
        } catch (IOException refused) {
            LOG.warn(
                    "{} cannot be deleted, and is sent again after a restart: {}",
                    journal.file(),
                    OneLine.of(refused.toString()));
        }
    }

    @Override
    public Set<String> getKeys() {
        return Set.copyOf(open.keySet());
    }

    /** @return the exchanges that wait for nothing but to be sent: those of this process, and those that others left */
    @Override
    public Set<String> scan(CamelContext context) {
        adopt();
        Set<String> complete = new HashSet<>(journals.keySet());
        open.values().forEach(exchange -> complete.remove(exchange.getExchangeId()));
        return complete;
    }

    @Override
    public Exchange recover(CamelContext context, String exchangeId) {
        ImportJournal journal = journals.get(exchangeId);
        if (journal == null) {
            return null;
        }
        try {
            ImportGroup group = journal.read(accounts::restored);
            Exchange exchange = new DefaultExchange(context);
            exchange.setExchangeId(exchangeId);
            exchange.setProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, group.key());
            // the aggregator counts by it, and fails without
            exchange.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, AggregateProcessor.COMPLETED_BY_FORCE);
            exchange.getMessage().setBody(group);
            LOG.info("{} were not sent before: they are now", group);
            return exchange;
        } catch (IOException unreadable) {
            LOG.error("{} holds records that cannot be sent: {}", journal.file(), OneLine.of(unreadable.toString()));
            leave(journals.remove(exchangeId));
            return null;
        }
    }

    /** Takes the files that nobody has. */
    private synchronized void adopt() {
        Set<Path> ours = new HashSet<>();
        journals.values().forEach(journal -> ours.add(journal.file()));
        for (Path file : files()) {
            try {
                // to open and close a file of ours would unlock it
                Optional<ImportJournal> left = ours.contains(file) ? Optional.empty() : ImportJournal.adopt(file);
                left.ifPresent(journal -> journals.put(file.getFileName().toString(), journal));
            } catch (IOException gone) {
                LOG.debug("{} is not to be had", file, gone);
            }
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ImportJournal.ENDING))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", directory, OneLine.of(unreadable.toString()));
            return List.of();
        }
    }

    private static void leave(ImportJournal journal) {
        try {
            journal.close();
        } catch (IOException closed) {
            LOG.debug("{} was closed late", journal.file(), closed);
        }
    }

    /** What is not sent by now stays in its files. */
    @Override
    protected synchronized void doStop() {
        journals.values().forEach(ImportRepository::leave);
        journals.clear();
        open.clear();
    }

    @Override
    @Deprecated
    public void setRecoveryInterval(long interval, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRecoveryInterval(long interval) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getRecoveryInterval() {
        return INTERVAL;
    }

    @Override
    public void setUseRecovery(boolean useRecovery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isUseRecovery() {
        return true;
    }

    @Override
    public void setDeadLetterUri(String uri) {
        throw new UnsupportedOperationException();
    }

    /** None: the route that sends a group takes care of what does not arrive. */
    @Override
    public String getDeadLetterUri() {
        return null;
    }

    @Override
    public void setMaximumRedeliveries(int times) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getMaximumRedeliveries() {
        return 0;
    }
}
