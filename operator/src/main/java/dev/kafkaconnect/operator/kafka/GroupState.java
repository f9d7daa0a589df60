package dev.kafkaconnect.operator.kafka;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Whether the members of a group agree on who leads it. Called by {@link AdminTopics}. */
final class GroupState {

    private GroupState() {}

    /** True also for a group that does not exist. */
    static boolean isSettled(Admin admin, String group) throws KafkaRequest.Failed, InterruptedException {
        try {
            ClassicGroupState state = KafkaRequest.answer(
                            "Describe on the group " + group,
                            Objects.requireNonNull(admin.describeClassicGroups(List.of(group))
                                    .describedGroups()
                                    .get(group)))
                    .state();
            return state != ClassicGroupState.PREPARING_REBALANCE && state != ClassicGroupState.COMPLETING_REBALANCE;
        } catch (KafkaRequest.Failed failed) {
            if (failed.reason() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw failed;
        }
    }
}
