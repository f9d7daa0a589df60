package dev.kafkaconnect.operator.kafka.client;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What Kafka says of a group, and whether its members agree on who leads it. Called by {@code AdminTopics}. */
public final class GroupState {
    private static final Set<ClassicGroupState> REBALANCING =
            EnumSet.of(ClassicGroupState.PREPARING_REBALANCE, ClassicGroupState.COMPLETING_REBALANCE);

    private GroupState() {}

    /** Empty for a group that does not exist. */
    public static Optional<WorkerGroup> of(Admin admin, String group) throws KafkaRequest.Failed, InterruptedException {
        return described(group, admin.describeClassicGroups(List.of(group)).describedGroups())
                .map(found -> new WorkerGroup(
                        found.members().stream()
                                .map(MemberDescription::consumerId)
                                .collect(Collectors.toUnmodifiableSet()),
                        !REBALANCING.contains(found.state())));
    }

    /** Empty for a group that does not exist, or is of another kind than was asked for. */
    public static <T> Optional<T> described(String group, Map<String, KafkaFuture<T>> answers)
            throws KafkaRequest.Failed, InterruptedException {
        try {
            return Optional.of(
                    KafkaRequest.answer("Describe on the group " + group, Objects.requireNonNull(answers.get(group))));
        } catch (KafkaRequest.Failed failed) {
            if (failed.reason() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw failed;
        }
    }
}
