package io.github.stitchopenmetadata.support;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** An Apache ActiveMQ Artemis in this process, which keeps its messages in a folder. */
public final class ArtemisBroker implements AutoCloseable {

    private final Path folder;
    private final String user;
    private final Link link = new Link();
    private int port;
    private EmbeddedActiveMQ server;

    public ArtemisBroker(Path folder) throws Exception {
        this(folder, null);
    }

    /** @param user the only one who is let in; null for anybody */
    public ArtemisBroker(Path folder, String user) throws Exception {
        this.folder = folder;
        this.user = user;
        start();
    }

    /** As the client takes it. */
    public String address() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Another way to it, for a client that has the address of the link in the place of {@link #address}. */
    public Link link() {
        return link;
    }

    /** @return how many consumers a queue has */
    public int consumers(String queue) {
        return server.getActiveMQServer().locateQueue(queue).getConsumerCount();
    }

    /** @return how many messages of a queue are not acknowledged; 0 where there is no such queue */
    public long messages(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /** The address of a queue that gives a message back where its delivery was broken off. */
    public String queue(String name, String consumers) {
        return "jms:queue:" + name + "?transacted=true&lazyCreateTransactionManager=false&concurrentConsumers="
                + consumers;
    }

    /** The settings of a process that uses this broker as {@code jms:}. */
    public Map<String, String> settings() {
        return Map.of(
                "camel.beans.broker",
                "#class:org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(\"" + address()
                        + "?consumerWindowSize=0\")",
                "camel.beans.senders",
                "#class:org.springframework.jms.connection.CachingConnectionFactory",
                "camel.beans.senders.targetConnectionFactory",
                "#bean:broker",
                "camel.component.jms.connectionFactory",
                "#bean:broker",
                "camel.component.jms.templateConnectionFactory",
                "#bean:senders");
    }

    public void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(user != null)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(false)
                .setJournalMinFiles(2)
                .setJournalFileSize(1024 * 1024)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port);
        server = new EmbeddedActiveMQ().setConfiguration(configuration).setSecurityManager(new OneUser());
        server.start();
        port = server.getActiveMQServer()
                .getRemotingService()
                .getAcceptor("tcp")
                .getActualPort();
        link.leadTo(port);
    }

    private final class OneUser implements ActiveMQSecurityManager {

        @Override
        public boolean validateUser(String name, String password) {
            return name != null && name.equals(user);
        }

        @Override
        public boolean validateUserAndRole(String name, String password, Set<Role> roles, CheckType checkType) {
            return validateUser(name, password);
        }
    }

    public void stop() throws Exception {
        server.stop();
    }

    @Override
    public void close() throws Exception {
        stop();
        link.close();
    }
}
