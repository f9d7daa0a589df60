package dev.kafkaconnect.operator.cluster.settings;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What the operator does about the internal topics of a cluster: spec.topics.management. */
public enum TopicsManagement {
    Create,
    Verify,
    /** Neither topics nor group are looked at: the operator needs no access to Kafka. */
    Ignore;

    public static Set<String> names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.toSet());
    }
}
