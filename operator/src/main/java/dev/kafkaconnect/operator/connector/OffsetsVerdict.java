package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;

/** A connector that runs well with offsets that its owner did not ask for is not as its spec says. Pure. */
final class OffsetsVerdict {

    private OffsetsVerdict() {}

    static Verdict of(DesiredConnector desired, Memory memory, Verdict otherwise) {
        OffsetsChange.Result result = memory.chronicle().offsets();
        if (desired.offsets() == null || result == null || result.done() || !(otherwise instanceof Verdict.Ready)) {
            return otherwise;
        }
        return new Verdict.Stalled(
                Reason.OffsetsRefused,
                "the change of offsets %s was refused: %s. Correct spec.offsets and give it a new id, or remove it"
                        .formatted(result.id(), result.message()));
    }
}
