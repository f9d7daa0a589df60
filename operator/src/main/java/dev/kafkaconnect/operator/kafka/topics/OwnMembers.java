package dev.kafkaconnect.operator.kafka.topics;

import java.util.Set;

/**
 * Client ids of the workers that belong to a cluster; members of its group with any other are strangers.
 *
 * @param staying of its workers
 * @param leaving of workers of an earlier cluster in its place, which are about to end
 */
public record OwnMembers(Set<String> staying, Set<String> leaving) {
    public OwnMembers {
        staying = Set.copyOf(staying);
        leaving = Set.copyOf(leaving);
    }
}
