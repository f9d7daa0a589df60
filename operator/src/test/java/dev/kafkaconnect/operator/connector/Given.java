package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Stored;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DeadLetterQueue;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.connector.spec.ReferencedValues;
import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.ledger.LedgerInMemory;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.SecretInMemory;
import dev.kafkaconnect.operator.values.ValueDistribution;
import dev.kafkaconnect.operator.values.ValuesStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what a pass works with, for tests. */
public final class Given {
    public static final RestartPolicy NO_RESTARTS =
            new RestartPolicy(false, null, Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(10));

    public static final Verdict WAITING = new Verdict.Progressing(Reason.Starting, "it starts");

    private Given() {}

    public static DesiredConnector desired(TargetState state) {
        return desired(Map.of(), state);
    }

    public static DesiredConnector desired(Map<String, String> config, TargetState state) {
        ClusterId cluster = new ClusterId("team", "payments");
        return new DesiredConnector(
                cluster,
                "orders",
                ConnectorConfig.of(config),
                state,
                RestartPolicy.DEFAULT,
                null,
                null,
                null,
                ReferencedValues.NONE);
    }

    public static DesiredConnector with(RestartPolicy policy, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.sent(),
                desired.state(),
                policy,
                desired.restartedAt(),
                desired.offsets(),
                desired.deadLetterQueue(),
                desired.referenced());
    }

    public static DesiredConnector withRestartAnnotation(String value, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.sent(),
                desired.state(),
                desired.restartPolicy(),
                value,
                desired.offsets(),
                desired.deadLetterQueue(),
                desired.referenced());
    }

    public static DesiredConnector with(OffsetsChange change, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.sent(),
                desired.state(),
                desired.restartPolicy(),
                desired.restartedAt(),
                change,
                desired.deadLetterQueue(),
                desired.referenced());
    }

    public static DesiredConnector with(@Nullable DeadLetterQueue queue, DesiredConnector desired) {
        return new DesiredConnector(
                desired.cluster(),
                desired.connectName(),
                desired.sent(),
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
                desired.sent(),
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
        ValuesStore store = new ValuesStore(references, id -> Map.of(), new SecretInMemory());
        return new ConnectorValues(
                new ValueReader(references),
                store,
                ValueDistribution.of(store, (cluster, version) -> {}, Clock.systemUTC()));
    }

    public static ConnectorFindings findings(
            @Nullable DesiredConnector desired, Verdict verdict, @Nullable ObservedConnector observed) {
        return new ConnectorFindings(desired, verdict, observed, false, null, ReconcileState.NONE);
    }

    public static ConnectorFindings unreachable(Verdict verdict) {
        return new ConnectorFindings(null, verdict, null, true, null, ReconcileState.NONE);
    }

    public static ConnectorFindings refused(
            Verdict refusal, @Nullable ObservedConnector observed, ReconcileState memory) {
        return new ConnectorFindings(null, refusal, observed, false, refusal, memory);
    }

    /** As if an earlier operator had seen the workers take the configuration. */
    public static ReconcileState accepted(Map<String, String> config, ReconcileState memory) {
        return memory.withAccepted(config);
    }

    public static ReconcileState restartedAt(String value, ReconcileState memory) {
        return memory.with(memory.persisted().restartedAt(value));
    }

    /** As it is when what became of a change is stored. */
    public static ReconcileState offsets(OffsetsChange.Result result, ReconcileState memory) {
        return memory.with(memory.offsets().over(result, Stored.InLedger));
    }

    /** As it is when the change is stored as begun. */
    public static ReconcileState offsetsBegun(String id, ReconcileState memory) {
        return memory.with(memory.offsets().begun(id));
    }

    static OffsetsOnce offsetsOnce() {
        return new OffsetsOnce(new LedgerInMemory(), OpenSession.CLOCK);
    }
}
