package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;

/** A connector that runs well with offsets that its owner did not ask for is not as its spec says. Pure. */
public final class OffsetsVerdict {

    private OffsetsVerdict() {}

    public static Verdict of(DesiredConnector desired, ReconcileState memory, Verdict otherwise) {
        OffsetsChange.Result result = memory.offsets().last();
        if (desired.offsets() == null || result == null || result.done() || !(otherwise instanceof Verdict.Ready)) {
            return otherwise;
        }
        return new Verdict.Stalled(
                Reason.OffsetsRefused,
                "the change of offsets %s was not applied: %s. Correct spec.offsets and give it a new id, or remove it"
                        .formatted(result.id(), result.message()));
    }
}
