package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.spec.ConsumerGroup;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads why the workers did not change the offsets of a connector: for good, or for now. Pure. */
public final class OffsetsFault {

    /** For how long a change that the workers fail at is repeated, with the connector stopped. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A sink's group is not empty; the workers say so in the same words for both kinds of change. */
    private static final String OTHER_MEMBERS = "haven't stopped completely yet";

    private static final String NOT_STOPPED = "must be in the STOPPED state";

    /**
     * What Connect itself says when Kafka, another worker or its own time limit is in the way. In every other text a connector
     * tells why it refuses.
     */
    private static final List<String> PASSING = List.of(
            OTHER_MEMBERS,
            "Failed to list offsets prior to",
            "Failed to reset consumer group offsets",
            "Failed to alter consumer group offsets",
            "Failed to modify offsets for sink connector",
            "Failed to modify offsets for source connector",
            "Failed to read to end of config topic",
            "Failed to perform zombie fencing",
            "Timed out while",
            "Unexpectedly interrupted while");

    private OffsetsFault() {}

    /** Whether asking again under the same id makes no sense. */
    public static boolean isFinal(ConnectFault fault) {
        return switch (fault) {
            case ConnectFault.Rejected rejected -> !rejected.text().contains(NOT_STOPPED);
            case ConnectFault.Crashed crashed -> PASSING.stream().noneMatch(crashed.text()::contains);
            default -> false;
        };
    }

    /** Whether it has been repeated for long enough. A rebalance, or tasks that are ending, may take longer. */
    public static boolean isGivenUp(ConnectFault fault, Instant triedSince, Instant now) {
        return !isAwaited(fault) && now.isAfter(triedSince.plus(PATIENCE));
    }

    private static boolean isAwaited(ConnectFault fault) {
        return fault instanceof ConnectFault.Busy || fault instanceof ConnectFault.Rejected;
    }

    /** Why it is repeated. */
    public static Verdict passing(ConnectFault fault, Instant triedSince, DesiredConnector desired) {
        return isAwaited(fault)
                ? new Verdict.Progressing(Reason.Rebalancing, "the workers are busy; retrying: " + fault.text())
                : new Verdict.Progressing(
                        Reason.ChangingOffsets,
                        "the connector stays stopped, because its offsets could not be changed yet; retrying until %s: %s"
                                .formatted(
                                        triedSince.plus(PATIENCE).truncatedTo(ChronoUnit.SECONDS),
                                        told(fault, desired)));
    }

    public static String told(ConnectFault fault, DesiredConnector desired) {
        if (!fault.text().contains(OTHER_MEMBERS)) {
            return FailureText.shortened(fault.text());
        }
        String group = ConsumerGroup.named(desired.config(), desired.connectName());
        return "the consumer group %s has other members: tasks that have not ended, or consumers outside of Kafka Connect. Stop them (kafka-consumer-groups.sh --describe --members --group %s shows them)"
                .formatted(group, group);
    }
}
