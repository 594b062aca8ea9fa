package io.github.stitchopenmetadata.management;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * How many messages wait in a queue, as far as its consumers here can tell: all of one in memory, the lag of a Kafka topic in the
 * partitions that this process reads. Of JMS only the broker can tell.
 */
final class WaitingMessages {

    private static final Pattern KAFKA = Pattern.compile("kafka:(?://)?([^?]+).*", Pattern.DOTALL);

    private WaitingMessages() {}

    /** @return a count, which is no number where there is none now; nothing for a queue of another kind */
    static Optional<DoubleSupplier> of(CamelContext context, String setting) {
        String queue =
                context.resolvePropertyPlaceholders("{{" + setting + ":}}").strip();
        Matcher kafka = KAFKA.matcher(queue);
        if (kafka.matches()) {
            // as the client names it there
            String topic = kafka.group(1).replace('.', '_');
            return Optional.of(() -> lag(topic));
        }
        return queue.startsWith("seda:") ? Optional.of(() -> size(context, queue)) : Optional.empty();
    }

    private static double size(CamelContext context, String queue) {
        return context.hasEndpoint(queue) instanceof SedaEndpoint seda ? seda.getCurrentQueueSize() : Double.NaN;
    }

    private static double lag(String topic) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        double sum = Double.NaN;
        try {
            ObjectName partitions = new ObjectName(
                    "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic=" + topic + ",partition=*");
            for (ObjectName partition : server.queryNames(partitions, null)) {
                if (server.getAttribute(partition, "records-lag") instanceof Double records && !records.isNaN()) {
                    sum = Double.isNaN(sum) ? records : sum + records;
                }
            }
        } catch (JMException gone) {
            return Double.NaN;
        }
        return sum;
    }
}
