package dev.kafkaconnect.operator;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.admission.Judge;
import dev.kafkaconnect.operator.admission.Opinion;
import dev.kafkaconnect.operator.connector.check.ConnectorPreview;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Brings the questions of the webhook to {@code cluster} and {@code connector}, which do not know one another. Made by {@link
 * ConnectOperator}.
 *
 * @param connectors what the workers say of a Connector
 * @param clusters what is wrong with the spec of a ConnectCluster
 * @param known the ConnectClusters that there are
 * @param leads whether this replica looks after workers; the caches of others may be empty
 */
record StoredLater(
        ConnectorPreview connectors,
        Function<ConnectCluster, Optional<String>> clusters,
        Function<ClusterId, Optional<ConnectCluster>> known,
        BooleanSupplier leads)
        implements Judge.Opinions {

    /** As the API server writes times. */
    private static final String YOUNGEST = "9999-12-31T23:59:59Z";

    @Override
    public Opinion ofConnector(Connector connector) throws InterruptedException {
        if (!leads.getAsBoolean()) {
            return ConnectorParser.parse(connector) instanceof ConnectorParser.Outcome.Invalid invalid
                    ? new Opinion.Refused(invalid.verdict().message())
                    : Opinion.warned(
                            "the workers have not checked the configuration: another replica of the operator looks after them");
        }
        return connectors.of(identified(connector), known.apply(ConnectorParser.clusterOf(connector)));
    }

    /** One that is not stored yet is the youngest of all. */
    private static Connector identified(Connector connector) {
        if (connector.getMetadata().getUid() == null) {
            connector.getMetadata().setUid(UUID.randomUUID().toString());
        }
        if (connector.getMetadata().getCreationTimestamp() == null) {
            connector.getMetadata().setCreationTimestamp(YOUNGEST);
        }
        return connector;
    }

    @Override
    public Opinion ofCluster(ConnectCluster cluster) {
        return clusters.apply(cluster).<Opinion>map(Opinion.Refused::new).orElseGet(Opinion::accepted);
    }
}
