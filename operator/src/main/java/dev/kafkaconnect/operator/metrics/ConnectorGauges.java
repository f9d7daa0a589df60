package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.api.connectorstatus.Restarts;
import dev.kafkaconnect.api.connectorstatus.Tasks;
import dev.kafkaconnect.operator.metrics.ResourceGauge.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of each Connector: eleven series at most. Pure. */
final class ConnectorGauges {
    private static final String PREFIX = "kafkaconnect_connector_";

    static final List<ResourceGauge<SeenConnector>> ALL = List.of(
            gauge("info", "Names and class of the connector; always 1.", ConnectorGauges::info),
            gauge("state", "1 for the verified state of the connector.", ConnectorGauges::state),
            gauge(
                    "ready",
                    "Whether the condition Ready is True.",
                    (seen, samples) ->
                            samples.add(ConditionValues.truth(seen.status().getConditions(), "Ready"))),
            gauge(
                    "stalled",
                    "Whether the condition Stalled is True.",
                    (seen, samples) ->
                            samples.add(ConditionValues.truth(seen.status().getConditions(), "Stalled"))),
            gauge("tasks", "Tasks by state.", ConnectorGauges::tasks),
            gauge("restarts", "Automatic restarts since the count last started.", ConnectorGauges::restarts),
            gauge(
                    "config_errors",
                    "Properties that the workers reject.",
                    (seen, samples) -> samples.add(size(seen.status().getConfigErrors()))),
            gauge(
                    "last_seen_timestamp_seconds",
                    "When the workers last reported the connector.",
                    ConnectorGauges::lastSeen));

    private ConnectorGauges() {}

    private static ResourceGauge<SeenConnector> gauge(
            String name, String help, ResourceGauge.Reader<SeenConnector> reader) {
        return new ResourceGauge<>(PREFIX + name, help, reader);
    }

    private static void info(SeenConnector seen, Samples samples) throws IOException {
        samples.add(
                1,
                "cluster_namespace",
                seen.cluster().namespace(),
                "connector",
                seen.connectName(),
                "class",
                Objects.requireNonNullElse(seen.connector().getSpec().get_class(), ""),
                "type",
                Objects.requireNonNullElse(seen.status().getType(), ""));
    }

    private static void state(SeenConnector seen, Samples samples) throws IOException {
        String state = seen.status().getState();
        if (state != null) {
            samples.add(1, "state", state);
        }
    }

    private static void tasks(SeenConnector seen, Samples samples) throws IOException {
        Tasks tasks = seen.status().getTasks();
        if (tasks != null) {
            long running = number(tasks.getRunning());
            long failed = number(tasks.getFailed());
            long unassigned = number(tasks.getUnassigned());
            samples.add(running, "state", "running");
            samples.add(failed, "state", "failed");
            samples.add(unassigned, "state", "unassigned");
            samples.add(Math.max(0, number(tasks.getTotal()) - running - failed - unassigned), "state", "other");
        }
    }

    private static void restarts(SeenConnector seen, Samples samples) throws IOException {
        Restarts restarts = seen.status().getRestarts();
        samples.add(restarts == null ? 0 : number(restarts.getCount()));
    }

    private static void lastSeen(SeenConnector seen, Samples samples) throws IOException {
        if (seen.lastSeen() != null) {
            samples.add(seen.lastSeen().getEpochSecond());
        }
    }

    private static long size(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }

    private static long number(@Nullable Number number) {
        return number == null ? 0 : number.longValue();
    }
}
