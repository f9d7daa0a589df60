package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.Memory.Chronicle;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.Delivery;
import dev.kafkaconnect.operator.values.ValuesStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes what a pass works with, for tests. */
final class Given {
    static final RestartPolicy NO_RESTARTS =
            new RestartPolicy(false, null, Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(10));

    static final Verdict WAITING = new Verdict.Waiting(Reason.Starting, "it starts");

    private Given() {}

    static DesiredConnector desired(TargetState state) {
        return desired(Map.of(), state);
    }

    static DesiredConnector desired(Map<String, String> config, TargetState state) {
        ClusterId cluster = new ClusterId("team", "payments");
        return new DesiredConnector(
                cluster,
                "orders",
                new TreeMap<>(config),
                state,
                RestartPolicy.DEFAULT,
                null,
                null,
                null,
                ReferencedValues.NONE);
    }

    static DesiredConnector with(RestartPolicy policy, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.config(),
                desired.state(),
                policy,
                desired.restartedAt(),
                desired.offsets(),
                desired.deadLetterQueue(),
                desired.referenced());
    }

    static DesiredConnector withRestartAnnotation(String value, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.config(),
                desired.state(),
                desired.restartPolicy(),
                value,
                desired.offsets(),
                desired.deadLetterQueue(),
                desired.referenced());
    }

    static DesiredConnector with(OffsetsChange change, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.config(),
                desired.state(),
                desired.restartPolicy(),
                desired.restartedAt(),
                change,
                desired.deadLetterQueue(),
                desired.referenced());
    }

    static DesiredConnector with(@Nullable DeadLetterQueue queue, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.config(),
                desired.state(),
                desired.restartPolicy(),
                desired.restartedAt(),
                desired.offsets(),
                queue,
                desired.referenced());
    }

    static DesiredConnector with(List<ValueSource> sources, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.config(),
                desired.state(),
                desired.restartPolicy(),
                desired.restartedAt(),
                desired.offsets(),
                desired.deadLetterQueue(),
                ReferencedValues.of(sources));
    }

    /** Of connectors that refer to nothing. */
    static ConnectorValues noValues() {
        ReferencesInMemory references = new ReferencesInMemory();
        ValuesStore store = new ValuesStore(references, (secret, patch) -> {
            throw new IllegalStateException("nothing is to be stored");
        });
        return new ConnectorValues(new ValueReader(references), store, new Delivery(store, (cluster, version) -> {}));
    }

    static ConnectorFindings findings(
            @Nullable DesiredConnector desired, Verdict verdict, @Nullable ObservedConnector observed) {
        return new ConnectorFindings(desired, verdict, observed, false, null, Memory.NONE);
    }

    static ConnectorFindings unreachable(Verdict verdict) {
        return new ConnectorFindings(null, verdict, null, true, null, Memory.NONE);
    }

    static ConnectorFindings refused(Verdict refusal, @Nullable ObservedConnector observed, Memory memory) {
        return new ConnectorFindings(null, refusal, observed, false, refusal, memory);
    }

    /** As if an earlier operator had seen the workers take the configuration. */
    static Memory accepted(Map<String, String> config, Memory memory) {
        return memory.withAccepted(config);
    }

    static Memory restartedAt(String value, Memory memory) {
        return memory.with(
                new Chronicle(memory.restarts(), value, memory.chronicle().offsets()));
    }

    static Memory offsets(OffsetsChange.Result result, Memory memory) {
        return memory.with(new Chronicle(memory.restarts(), memory.chronicle().restartedAt(), result));
    }
}
