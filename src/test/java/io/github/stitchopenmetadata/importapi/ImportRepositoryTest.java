package io.github.stitchopenmetadata.importapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.workflow.Secret;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of records outlive the repository that they were put into. */
class ImportRepositoryTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Workflows workflows = new Workflows();
    private final ImportAccounts accounts = new ImportAccounts(workflows);
    private final ImportGroup group = new ImportGroup(
            new ImportAccount("", "us", "", new Secret("at_s3cret"), ""), "visits", List.of("id"), null);

    @TempDir
    private Path folder;

    @BeforeEach
    void join() {
        workflows.setCamelContext(context);
        accounts.setCamelContext(context);
    }

    private RecoverableAggregationRepository repository() {
        return (RecoverableAggregationRepository) ImportRepository.of("file", folder.toString(), accounts);
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(group);
        return exchange;
    }

    private Path onlyFile() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("import"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private ImportGroup recovered() {
        RecoverableAggregationRepository next = repository();
        Set<String> left = next.scan(context);
        assertThat(left).hasSize(1);
        return next.recover(context, left.iterator().next()).getMessage().getBody(ImportGroup.class);
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void recordsThatJoinAreFoundByTheNext() throws Exception {
        RecoverableAggregationRepository repository = repository();
        Exchange exchange = exchange();
        group.add(1, Map.of("id", 1, "text", "line\nbreak \"é\""));
        repository.add(context, group.key(), exchange);
        group.add(2, Map.of("id", 2, "at", Instant.EPOCH));
        repository.add(context, group.key(), exchange);
        assertThat(repository.scan(context)).as("not complete").isEmpty();
        assertThat(Files.readString(onlyFile())).doesNotContain("s3cret");
        ServiceHelper.stopService(repository);

        ImportGroup found = recovered();

        assertThat(found.records()).isEqualTo(group.records());
        assertThat(found.schema()).isEqualTo(group.schema());
        assertThat(found.keyNames()).isEqualTo(group.keyNames());
        assertThat(found.table()).isEqualTo("visits");
    }

    @Test
    void anAccountOfAnothersGetsItsTokenBackWhereItIsKnown() {
        RecoverableAggregationRepository repository = repository();
        repository.add(context, group.key(), exchange());
        ServiceHelper.stopService(repository);

        accounts.remember(group.account());

        assertThat(recovered().account()).isEqualTo(group.account());
    }

    @Test
    void aLineThatWasNotFinishedIsPassedOver() throws Exception {
        RecoverableAggregationRepository repository = repository();
        group.add(1, Map.of("id", 1));
        repository.add(context, group.key(), exchange());
        ServiceHelper.stopService(repository);
        Files.writeString(onlyFile(), "{\"sequence\":2,\"data\":{\"id\":2", StandardOpenOption.APPEND);

        assertThat(recovered().records()).isEqualTo(group.records());
    }

    @Test
    void whatIsConfirmedIsGone() {
        RecoverableAggregationRepository repository = repository();
        Exchange exchange = exchange();
        repository.add(context, group.key(), exchange);
        repository.remove(context, group.key(), exchange);
        assertThat(repository.scan(context)).as("is being sent").containsExactly(exchange.getExchangeId());

        repository.confirm(context, exchange.getExchangeId());

        assertThat(repository.scan(context)).isEmpty();
        assertThat(folder.resolve("import")).isEmptyDirectory();
    }

    @Test
    void nobodyTakesWhatAnotherHas() {
        RecoverableAggregationRepository repository = repository();
        repository.add(context, group.key(), exchange());

        assertThat(repository().scan(context)).isEmpty();
    }
}
