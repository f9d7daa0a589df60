package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorSpec;
import dev.kafkaconnect.api.connectorspec.AutoRestart;
import dev.kafkaconnect.api.connectorspec.ClusterRef;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.text.Durations;
import dev.kafkaconnect.operator.text.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a Connector into a {@link DesiredConnector}, or says what is wrong with it. Pure. */
public final class ConnectorParser {

    /** Any new value restarts the connector and its tasks once, as kubectl rollout restart does for pods. */
    public static final String RESTARTED_AT = "kafkaconnect.dev/restartedAt";

    /** While it is "true", nothing is changed. */
    public static final String PAUSED = "kafkaconnect.dev/paused-reconciliation";

    private ConnectorParser() {}

    /** Either of two outcomes. */
    public sealed interface Outcome {
        record Parsed(DesiredConnector desired) implements Outcome {}

        record Invalid(Verdict verdict) implements Outcome {}
    }

    public static Outcome parse(Connector connector) {
        ConnectorSpec spec = connector.getSpec();
        Scalars scalars = Scalars.of(spec.getConfig());
        List<ValueSource> sources = ValueSource.of(connector);
        List<String> problems = new ArrayList<>(scalars.problems());
        if (!ValueSource.areUnderstood(connector)) {
            problems.add(
                    "configFrom has an entry that this version of the operator does not support; an entry has a key and either secretKeyRef or configMapKeyRef, each with name and key");
        }
        problems.addAll(ReferenceValidation.of(scalars.values(), sources));
        SortedMap<String, String> config = written(connector, scalars.values());
        problems.addAll(ReservedReferences.inProperties(config, sources));
        if (!problems.isEmpty()) {
            return new Outcome.Invalid(
                    new Verdict.Stalled(Reason.ConfigInvalid, "spec." + String.join("; spec.", problems)));
        }
        if (!OffsetsChange.isUnderstood(spec.getOffsets())) {
            return new Outcome.Invalid(
                    new Verdict.Stalled(
                            Reason.OffsetsRefused,
                            "this version of the operator does not support these spec.offsets; it supports an id with either reset, which is true, or set, a list of offsets with the partition of each"));
        }
        Optional<TargetState> state = state(spec.getState());
        if (state.isEmpty()) {
            return new Outcome.Invalid(new Verdict.Stalled(
                    Reason.ConfigInvalid,
                    "spec.state is %s, which this version of the operator does not support; use Running, Paused or Stopped"
                            .formatted(spec.getState())));
        }
        DeadLetterQueue queue =
                DeadLetterQueue.of(spec.getDeadLetterQueue(), clusterOf(connector), connectName(connector));
        if (queue != null) {
            Set<String> keys = new HashSet<>(scalars.values().keySet());
            sources.forEach(source -> keys.add(source.key()));
            List<String> twice = queue.problems(keys);
            if (!twice.isEmpty()) {
                return new Outcome.Invalid(new Verdict.Stalled(Reason.ConfigInvalid, String.join("; ", twice)));
            }
            config.putAll(queue.properties());
        }
        return new Outcome.Parsed(new DesiredConnector(
                clusterOf(connector),
                connectName(connector),
                ConnectorConfig.of(config),
                state.get(),
                restartPolicy(spec.getAutoRestart()),
                annotation(connector, RESTARTED_AT),
                OffsetsChange.of(spec.getOffsets()),
                queue,
                ReferencedValues.of(sources)));
    }

    /** Everything that a user wrote and that is sent, whichever field it comes from. */
    private static SortedMap<String, String> written(Connector connector, Map<String, String> properties) {
        ConnectorSpec spec = connector.getSpec();
        SortedMap<String, String> config = new TreeMap<>(properties);
        config.put("name", connectName(connector));
        config.put("connector.class", spec.get_class());
        config.put("tasks.max", String.valueOf(spec.getTasksMax()));
        if (spec.getVersion() != null) {
            config.put("connector.plugin.version", spec.getVersion());
        }
        return config;
    }

    private static RestartPolicy restartPolicy(@Nullable AutoRestart block) {
        return block == null
                ? RestartPolicy.DEFAULT
                : new RestartPolicy(
                        !Boolean.FALSE.equals(block.getEnabled()),
                        block.getMaxRestarts(),
                        Durations.of(block.getInitialDelay(), RestartPolicy.DEFAULT_INITIAL_DELAY),
                        Durations.of(block.getMaxDelay(), RestartPolicy.DEFAULT_MAX_DELAY),
                        Durations.of(block.getResetAfter(), RestartPolicy.DEFAULT_RESET_AFTER));
    }

    public static @Nullable String annotation(Connector connector, String name) {
        Map<String, String> annotations = connector.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    /** Whether the operator was told to keep its hands off this connector. */
    public static boolean handsOff(Connector connector) {
        return "true".equals(annotation(connector, PAUSED));
    }

    /** Of a reference that cannot be read, as a later version of the definition may have it, the name is empty. */
    public static ClusterId clusterOf(Connector connector) {
        ClusterRef reference =
                Optional.ofNullable(connector.getSpec().getClusterRef()).orElseGet(ClusterRef::new);
        return new ClusterId(
                Optional.ofNullable(reference.getNamespace())
                        .orElse(connector.getMetadata().getNamespace()),
                Optional.ofNullable(reference.getName()).orElse(""));
    }

    public static String connectName(Connector connector) {
        String name = connector.getSpec().getConnectorName();
        return name == null ? connector.getMetadata().getName() : name;
    }

    private static Optional<TargetState> state(@Nullable String text) {
        return Arrays.stream(TargetState.values())
                .filter(state -> state.name().equals(text))
                .findFirst();
    }
}
