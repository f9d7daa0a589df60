package dev.kafkaconnect.worker.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Says in every answer of the REST API which worker leads the group, as far as the worker that answers knows. Only the leader carries out
 * changes; any other worker forwards them, which takes about as long again. The REST API does not tell; a metric of the worker does. Among
 * the {@link RestExtensions} of every worker.
 */
public final class LeaderHeader implements ConnectRestExtension {
    static final String NAME = "Kafka-Connect-Worker-Leader";

    /** See WorkerRebalanceMetricsGroup in Kafka Connect. */
    static final String METRICS = "kafka.connect:type=connect-worker-rebalance-metrics";

    static final String LEADER = "leader-name";

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new Filter(ManagementFactory.getPlatformMBeanServer()));
    }

    /**
     * A class with a name: the server tells filters apart by their classes.
     *
     * @param metrics where the worker publishes its metrics
     */
    record Filter(MBeanServer metrics) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            leader().ifPresent(leader -> response.getHeaders().putSingle(NAME, leader));
        }

        /** Its id in Connect; empty while there is no group, and where the metrics are not published. */
        Optional<String> leader() {
            try {
                return metrics.getAttribute(new ObjectName(METRICS), LEADER) instanceof String url
                        ? Optional.ofNullable(URI.create(url).getAuthority())
                        : Optional.empty();
            } catch (JMException | IllegalArgumentException unknown) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void close() {}
}
