package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorSpec;
import dev.kafkaconnect.operator.config.Scalars;
import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a Connector into a {@link DesiredConnector}, or says what is wrong with it. Pure. */
final class ConnectorParser {

    private ConnectorParser() {}

    /** Either of two outcomes. */
    sealed interface Outcome {
        record Parsed(DesiredConnector desired) implements Outcome {}

        record Invalid(Verdict verdict) implements Outcome {}
    }

    static Outcome parse(Connector connector) {
        ConnectorSpec spec = connector.getSpec();
        Scalars scalars = Scalars.of(spec.getConfig());
        if (!scalars.problems().isEmpty()) {
            return new Outcome.Invalid(
                    new Verdict.Stalled(Reason.ConfigInvalid, "spec." + String.join("; spec.", scalars.problems())));
        }
        if (spec.getState() == null) {
            return new Outcome.Invalid(
                    new Verdict.Stalled(
                            Reason.ConfigInvalid,
                            "spec.state has a value that this version of the operator does not know; use Running, Paused or Stopped"));
        }
        SortedMap<String, String> config = new TreeMap<>(scalars.values());
        config.put("name", connectName(connector));
        config.put("connector.class", spec.get_class());
        config.put("tasks.max", String.valueOf(spec.getTasksMax()));
        if (spec.getVersion() != null) {
            config.put("connector.plugin.version", spec.getVersion());
        }
        return new Outcome.Parsed(
                new DesiredConnector(clusterOf(connector), connectName(connector), config, target(spec.getState())));
    }

    static ClusterId clusterOf(Connector connector) {
        return new ClusterId(
                connector.getMetadata().getNamespace(),
                connector.getSpec().getClusterRef().getName());
    }

    static String connectName(Connector connector) {
        String name = connector.getSpec().getConnectorName();
        return name == null ? connector.getMetadata().getName() : name;
    }

    private static TargetState target(ConnectorSpec.State state) {
        return switch (state) {
            case Running -> TargetState.Running;
            case Paused -> TargetState.Paused;
            case Stopped -> TargetState.Stopped;
        };
    }
}
