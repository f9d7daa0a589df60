package dev.kafkaconnect.e2e.support.cluster;

import dev.kafkaconnect.e2e.sequence.Sequences;

/**
 * Sequences of numbers on the way through the workers of a real cluster: a source that writes them to one topic, and a sink
 * that gives a receipt for each on another. For clusters that run {@link TestImages#worker}.
 */
public record SequenceTopics(LocalCluster cluster, String connectCluster) {
    public String sent() {
        return cluster.namespace() + "-sent";
    }

    public String receipts() {
        return cluster.namespace() + "-receipts";
    }

    public void createTopics(int partitions) {
        cluster.kafka().createTopic(sent(), partitions, "delete");
        cluster.kafka().createTopic(receipts(), partitions, "delete");
    }

    public String source(int tasks, int perSecond, String... specLines) {
        return Yaml.connector("sequences", connectCluster, "dev.kafkaconnect.e2e.sequence.SequenceSource", specLines)
                + """
                  tasksMax: %d
                  config: {topic: %s, sequences: %d, rate: %d}
                """.formatted(tasks, sent(), tasks, perSecond);
    }

    /** Writes nothing, and stops as soon as it is told. */
    public String idleSource(String name, int restMillis) {
        return Yaml.connector(name, connectCluster, "dev.kafkaconnect.e2e.sequence.SequenceSource")
                + """
                  config: {topic: %s, end: 0, rest.ms: %d}
                """.formatted(sent(), restMillis);
    }

    public String sink(int tasks) {
        return Yaml.connector("receipts", connectCluster, "dev.kafkaconnect.e2e.sequence.ReceiptSink")
                + """
                  tasksMax: %d
                  config: {topics: %s, receipts.topic: %s, receipts.bootstrap.servers: "%s"}
                """.formatted(tasks, sent(), receipts(), LocalCluster.BOOTSTRAP);
    }

    /** What has become of the sequences on a topic that nobody writes to any more: what is committed of them. */
    public Sequences on(String topic) {
        return cluster.kafka().read(topic).sequences();
    }

    /** How many records have been written to a topic so far. */
    public long written(String topic) {
        return cluster.kafka().written(topic);
    }
}
