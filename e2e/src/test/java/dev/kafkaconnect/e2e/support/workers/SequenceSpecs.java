package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Specs of Connectors of the connectors that misbehave on demand, and what they need. */
public final class SequenceSpecs {

    private SequenceSpecs() {}

    /**
     * @param lines of the spec
     * @param config in flow style
     */
    public static String source(String lines, String config) {
        return spec("SequenceSource", lines, config);
    }

    public static String sink(String lines, String config) {
        return spec("ReceiptSink", lines, config);
    }

    private static String spec(String type, String lines, String config) {
        return "clusterRef: {name: %s}\nclass: dev.kafkaconnect.e2e.sequence.%s\n%s\nconfig: {%s}\n"
                .formatted(OperatedCluster.NAME, type, lines, config);
    }

    public static void topic(Admin admin, String name, int partitions) {
        try {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 3)))
                    .all()
                    .get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** How many records a topic with one partition has. */
    public static long end(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** Waits until a connector with this control file hangs, and tells the process id of its worker. */
    public static long whoHangs(Path controlFile, String moment) {
        Path mark = controlFile.resolveSibling(controlFile.getFileName() + "." + moment);
        String pid = eventually().until(() -> Files.readString(mark), text -> !text.isEmpty());
        return Long.parseLong(pid);
    }

    /** Tells the connectors that read this control file what to do wrong; an empty text ends all of it. */
    public static void tell(Path controlFile, String orders) {
        try {
            Path next = Files.writeString(controlFile.resolveSibling(controlFile.getFileName() + ".next"), orders);
            Files.move(next, controlFile, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
