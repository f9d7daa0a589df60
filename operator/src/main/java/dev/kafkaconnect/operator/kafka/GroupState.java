package dev.kafkaconnect.operator.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What Kafka says of a group, and whether its members agree on who leads it. Called by {@link AdminTopics}. */
final class GroupState {

    private GroupState() {}

    /** True also for a group that does not exist. */
    static boolean isSettled(Admin admin, String group) throws KafkaRequest.Failed, InterruptedException {
        return described(group, admin.describeClassicGroups(List.of(group)).describedGroups())
                .map(found -> found.state())
                .filter(state -> state == ClassicGroupState.PREPARING_REBALANCE
                        || state == ClassicGroupState.COMPLETING_REBALANCE)
                .isEmpty();
    }

    /** Empty for a group that does not exist, or is of another kind than was asked for. */
    static <T> Optional<T> described(String group, Map<String, KafkaFuture<T>> answers)
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
