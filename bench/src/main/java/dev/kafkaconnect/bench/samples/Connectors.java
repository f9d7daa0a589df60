package dev.kafkaconnect.bench.samples;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorSpec;
import dev.kafkaconnect.api.connectorspec.ClusterRef;
import dev.kafkaconnect.api.connectorspec.Config;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes Connectors, and what is seen of them on the workers. */
public final class Connectors {
    public static final String WORKER = "payments-worker-0.payments-workers.team.svc:8083";

    /** When a pass over them takes place, and when the workers were asked before it. */
    public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final Instant ASKED = NOW.minusMillis(500);

    private Connectors() {}

    public static Connector withKeys(int keys) {
        Config config = new Config();
        Configs.written(keys).forEach(config::setAdditionalProperty);
        ClusterRef cluster = new ClusterRef();
        cluster.setName("payments");
        ConnectorSpec spec = new ConnectorSpec();
        spec.setClusterRef(cluster);
        spec.set_class("org.example.Source");
        spec.setConfig(config);
        Connector connector = new Connector();
        connector.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team")
                .withName("orders")
                .withUid("uid-of-orders")
                .withGeneration(1L)
                .build());
        connector.setSpec(spec);
        return connector;
    }

    public static DesiredConnector desired(Connector connector) {
        return switch (ConnectorParser.parse(connector)) {
            case ConnectorParser.Outcome.Parsed parsed -> parsed.desired();
            case ConnectorParser.Outcome.Invalid invalid ->
                throw new IllegalStateException(invalid.verdict().message());
        };
    }

    /** A connector that runs with all of its tasks. */
    public static ObservedConnector running(Map<String, String> config, int tasks) {
        return new ObservedConnector(
                new LinkedHashMap<>(config),
                "source",
                "4.3.1",
                RunState.Running,
                RunState.Running,
                WORKER,
                null,
                IntStream.range(0, tasks)
                        .mapToObj(id -> new ObservedConnector.Task(id, RunState.Running, WORKER, null))
                        .toList());
    }

    public static Map<String, ObservedConnector> manyRunning(int connectors) {
        Map<String, String> config = Configs.sent(10);
        return IntStream.range(0, connectors)
                .boxed()
                .collect(Collectors.toMap(
                        "connector-%04d"::formatted, number -> running(config, 2), (a, b) -> a, TreeMap::new));
    }

    public static Observation look(ObservedConnector observed) {
        return new Observation(observed, ASKED, RestartEvidence.Confirmed);
    }
}
