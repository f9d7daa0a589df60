package dev.kafkaconnect.operator.kafka;

import dev.kafkaconnect.operator.kafka.TopicsReport.Problem;
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

    /** Refuses a group that others are in; empty if nobody is or only the cluster's own workers are. */
    static Optional<TopicsReport> strangers(Admin admin, Claim claim) throws KafkaRequest.Failed, InterruptedException {
        if (claim.equals(Claim.NOTHING)) {
            return Optional.empty();
        }
        List<MemberDescription> strangers = members(admin, claim.groupId()).stream()
                .filter(member -> !member.clientId().equals(claim.clientId()))
                .toList();
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of(new TopicsReport.Refused(
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

    private static String message(String group, List<MemberDescription> strangers) {
        String who = strangers.stream()
                .map(member -> "%s at %s".formatted(member.clientId(), member.host()))
                .sorted()
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        return "the group %s has %d member%s that no pod of this cluster is: %s; stop them, or create this ConnectCluster with another spec.groupId"
                .formatted(group, strangers.size(), strangers.size() == 1 ? "" : "s", who);
    }
}
