package dev.kafkaconnect.operator.kafka.topics;

import dev.kafkaconnect.operator.kafka.client.GroupState;
import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * Finds members of a group that are not workers of its cluster. Workers of two clusters that meet in one group break each
 * other's connectors and say nothing. Called by {@link InternalTopics}; changes nothing.
 */
final class GroupMembers {
    private static final int NAMED = 3;

    private GroupMembers() {}

    /**
     * Refuses a group that others are in, and for a while one that workers of an earlier cluster have not left yet; empty if
     * it is empty or has only the cluster's own workers.
     */
    static Optional<TopicsReport> strangers(Admin admin, GroupClaim claim)
            throws KafkaRequest.Failed, InterruptedException {
        if (claim.equals(GroupClaim.NOTHING)) {
            return Optional.empty();
        }
        List<MemberDescription> others = members(admin, claim.groupId()).stream()
                .filter(member -> !claim.members().staying().contains(member.clientId()))
                .toList();
        List<MemberDescription> strangers = others.stream()
                .filter(member -> !claim.members().leaving().contains(member.clientId()))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                strangers.isEmpty()
                        ? new TopicsReport.Refused(Problem.FormerMember, former(others), List.of())
                        : new TopicsReport.Refused(
                                Problem.ForeignMember, message(claim.groupId(), strangers), List.of()));
    }

    private static Collection<MemberDescription> members(Admin admin, String group)
            throws KafkaRequest.Failed, InterruptedException {
        Optional<ClassicGroupDescription> classic = GroupState.described(
                group, admin.describeClassicGroups(List.of(group)).describedGroups());
        if (classic.isPresent()) {
            return classic.get().members();
        }
        // Groups of consumers that use the newer protocol are not found above, and keep the workers out all the same.
        return GroupState.described(
                        group, admin.describeConsumerGroups(List.of(group)).describedGroups())
                .map(consumers -> consumers.members())
                .orElseGet(List::of);
    }

    private static String former(List<MemberDescription> members) {
        return "waiting for the %s of the former ConnectCluster of this name to stop: %s"
                .formatted(members.size() == 1 ? "worker" : "workers", names(members));
    }

    private static String message(String group, List<MemberDescription> strangers) {
        return "the group %s has %d member%s outside of this cluster: %s; stop them, or create this ConnectCluster with another spec.groupId"
                .formatted(group, strangers.size(), strangers.size() == 1 ? "" : "s", names(strangers));
    }

    private static String names(List<MemberDescription> members) {
        return members.stream()
                .map(member -> "%s at %s".formatted(member.clientId(), member.host()))
                .sorted()
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
    }
}
