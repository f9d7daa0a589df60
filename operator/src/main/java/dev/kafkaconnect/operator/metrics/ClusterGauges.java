package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.operator.metrics.ResourceGauge.Samples;
import dev.kafkaconnect.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of each ConnectCluster: about thirty series, of which three for each condition. Pure. */
final class ClusterGauges {
    private static final String PREFIX = "kafkaconnect_connectcluster_";

    private static final Set<String> ROLLING = Set.of(Reason.RollingUpdate.name(), Reason.RolloutHalted.name());

    static final List<ResourceGauge<SeenCluster>> ALL = List.of(
            gauge("info", "Mode and Kafka version of the workers; always 1.", ClusterGauges::info),
            gauge(
                    "condition",
                    "Conditions by type and status; 1 for the status that holds.",
                    (seen, samples) -> ConditionValues.each(seen.status().getConditions(), samples)),
            gauge(
                    "workers_wanted",
                    "Workers that are wanted.",
                    (seen, samples) -> addIfKnown(wanted(seen.status().getReplicasReady()), samples)),
            gauge(
                    "workers_ready",
                    "Workers that are ready.",
                    (seen, samples) -> addIfKnown(seen.status().getReadyReplicas(), samples)),
            gauge(
                    "workers_updated",
                    "Workers that run the current revision.",
                    (seen, samples) -> addIfKnown(seen.status().getUpdatedReplicas(), samples)),
            gauge(
                    "rollout_in_progress",
                    "Whether workers are being replaced, or wait to be.",
                    (seen, samples) -> samples.add(rolls(seen.status()) ? 1 : 0)),
            gauge(
                    "unmanaged_connectors",
                    "Connectors that no Connector describes, up to 50.",
                    (seen, samples) -> samples.add(size(seen.status().getUnmanagedConnectors()))),
            gauge(
                    "owed_deletions",
                    "Pending deletions of connectors, up to 50.",
                    (seen, samples) -> samples.add(size(seen.status().getOwedDeletions()))),
            gauge(
                    "last_polled_timestamp_seconds",
                    "When the workers last answered a poll.",
                    (seen, samples) -> addTime(seen.lastPolled(), samples)),
            gauge(
                    "rest_certificate_expiry_timestamp_seconds",
                    "When the operator's certificate for the REST API expires.",
                    (seen, samples) -> addTime(seen.certificateEnds(), samples)));

    private ClusterGauges() {}

    private static ResourceGauge<SeenCluster> gauge(
            String name, String help, ResourceGauge.Reader<SeenCluster> reader) {
        return new ResourceGauge<>(PREFIX + name, help, reader);
    }

    private static void info(SeenCluster seen, Samples samples) throws IOException {
        samples.add(
                1,
                "mode",
                Objects.requireNonNullElse(seen.status().getMode(), ""),
                "version",
                Objects.requireNonNullElse(seen.status().getVersion(), ""));
    }

    /** @param ready as in the status, ready out of wanted: 2/3 */
    private static @Nullable Long wanted(@Nullable String ready) {
        return ready == null || !ready.matches("\\d+/\\d{1,9}") ? null : Long.valueOf(ready.split("/")[1]);
    }

    private static boolean rolls(ConnectClusterStatus status) {
        boolean told = ConditionValues.find(status.getConditions(), "Ready")
                .map(Condition::getReason)
                .filter(ROLLING::contains)
                .isPresent();
        return told
                || status.getUpdatedReplicas() != null
                        && status.getReplicas() != null
                        && status.getUpdatedReplicas() < status.getReplicas();
    }

    private static void addIfKnown(@Nullable Number value, Samples samples) throws IOException {
        if (value != null) {
            samples.add(value.longValue());
        }
    }

    private static void addTime(@Nullable Instant time, Samples samples) throws IOException {
        if (time != null) {
            samples.add(time.getEpochSecond());
        }
    }

    private static long size(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }
}
