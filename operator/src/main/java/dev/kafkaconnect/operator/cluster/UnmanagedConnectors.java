package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSession;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes connectors that no Connector describes, on clusters whose owner asked for just that (spec.connectors.unmanaged:
 * Delete). Called only when all Connectors are known: before, every connector would look unmanaged.
 */
final class UnmanagedConnectors {
    private static final Logger LOG = LoggerFactory.getLogger(UnmanagedConnectors.class);

    private UnmanagedConnectors() {}

    static void delete(List<String> names, ClusterId cluster, ClusterSession session) {
        for (String name : names) {
            try {
                session.permitted(name, () -> {
                    session.api().delete(name);
                    return name;
                });
                LOG.atInfo()
                        .addKeyValue("connector", name)
                        .addKeyValue("cluster", cluster)
                        .log("Deleted, because no Connector describes it");
            } catch (ConnectFault fault) {
                LOG.atWarn()
                        .addKeyValue("connector", name)
                        .addKeyValue("cluster", cluster)
                        .log("Not deleted yet, although no Connector describes it: {}", fault.text());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
