package dev.kafkaconnect.e2e.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Kafka's own command line tools, run in a broker's pod. */
record KafkaTool(KubernetesClient client) {

    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kafka-tool"));
        command.addAll(List.of(arguments));
        return Exec.run(client, "kafka", "kafka-0", command.toArray(String[]::new));
    }

    void createTopic(String name, int partitions, String cleanupPolicy) {
        run(
                "topics",
                "--create",
                "--topic",
                name,
                "--partitions",
                String.valueOf(partitions),
                "--replication-factor",
                "3",
                "--config",
                "cleanup.policy=" + cleanupPolicy);
    }

    void deleteTopic(String name) {
        run("topics", "--delete", "--topic", name);
    }
}
