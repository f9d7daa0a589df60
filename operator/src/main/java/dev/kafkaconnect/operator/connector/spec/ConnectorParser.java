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
        SortedMap<String, String> config = written(connector, scalars.values());
        DeadLetterQueue queue =
                DeadLetterQueue.of(spec.getDeadLetterQueue(), clusterOf(connector), connectName(connector));
        Optional<Verdict> problem = problem(connector, scalars, config, sources)
                .or(() -> notSupported(spec))
                .or(() -> queue == null
                        ? Optional.empty()
                        : clash(queue, scalars.values().keySet(), sources));
        if (problem.isPresent()) {
            return new Outcome.Invalid(problem.get());
        }
        if (queue != null) {
            config.putAll(queue.properties());
        }
        return new Outcome.Parsed(new DesiredConnector(
                clusterOf(connector),
                connectName(connector),
                ConnectorConfig.of(config),
                state(spec.getState()).orElseThrow(),
                restartPolicy(spec.getAutoRestart()),
                annotation(connector, RESTARTED_AT),
                OffsetsChange.of(spec.getOffsets()),
                queue,
                ReferencedValues.of(sources)));
    }

    /** @param config everything that a user wrote and that is sent */
    private static Optional<Verdict> problem(
            Connector connector, Scalars scalars, SortedMap<String, String> config, List<ValueSource> sources) {
        List<String> problems = new ArrayList<>(scalars.problems());
        if (!ValueSource.areUnderstood(connector)) {
            problems.add(
                    "configFrom has an entry that this version of the operator does not support; an entry has a key and either secretKeyRef or configMapKeyRef, each with name and key");
        }
        problems.addAll(ReferenceValidation.of(scalars.values(), sources));
        problems.addAll(ReservedReferences.inProperties(config, sources));
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(Reason.ConfigInvalid, "spec." + String.join("; spec.", problems)));
    }

    /** What a later version of the definition may have. */
    private static Optional<Verdict> notSupported(ConnectorSpec spec) {
        if (!OffsetsChange.isUnderstood(spec.getOffsets())) {
            return Optional.of(
                    new Verdict.Stalled(
                            Reason.OffsetsRefused,
                            "this version of the operator does not support these spec.offsets; it supports an id with either reset, which is true, or set, a list of offsets with the partition of each"));
        }
        return state(spec.getState()).isPresent()
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(
                        Reason.ConfigInvalid,
                        "spec.state is %s, which this version of the operator does not support; use Running, Paused or Stopped"
                                .formatted(spec.getState())));
    }

    /** @param keys that a user wrote under spec.config */
    private static Optional<Verdict> clash(DeadLetterQueue queue, Set<String> keys, List<ValueSource> sources) {
        Set<String> all = new HashSet<>(keys);
        sources.forEach(source -> all.add(source.key()));
        List<String> twice = queue.problems(all);
        return twice.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(Reason.ConfigInvalid, String.join("; ", twice)));
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
