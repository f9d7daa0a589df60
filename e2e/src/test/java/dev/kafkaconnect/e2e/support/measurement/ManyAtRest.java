package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Connectors of an {@link OperatedCluster} that are stopped, as many as a test wants: on the workers by their config topic, then
 * adopted by Connectors with the same configuration. To be closed before the cluster tidies up, which takes one at a time.
 */
public final class ManyAtRest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String FIRST = "rest-0";

    private final OperatedCluster cluster;
    private final ConfigTopic topic;
    private int count;

    public ManyAtRest(OperatedCluster cluster) {
        this.cluster = cluster;
        this.topic = ConfigTopic.of(cluster);
    }

    /** Returns when the status of the ConnectCluster has all of them. */
    public void become(int number) throws ConnectFault {
        if (count == 0) {
            cluster.wanted.connector(FIRST, spec());
            stopped(1);
            count = 1;
        }
        Map<String, String> config =
                cluster.connect().connectors().get(FIRST).info().config();
        topic.addStopped(names(count, number), config);
        within(PATIENCE).until(() -> cluster.connect().connectors().keySet().containsAll(names(count, number)));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            names(count, number).forEach(name -> threads.submit(() -> cluster.wanted.connector(name, spec())));
        }
        stopped(number);
        count = number;
    }

    private void stopped(int number) {
        within(PATIENCE)
                .until(
                        () -> cluster.wanted
                                .cluster(OperatedCluster.NAME)
                                .getStatus()
                                .getConnectors()
                                .getStopped(),
                        stopped -> stopped == number);
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "rest-" + number).toList();
    }

    private static String spec() {
        return """
                clusterRef: {name: %s}
                class: FileStreamSource
                state: Stopped
                config: {file: /dev/null, topic: lines}
                """.formatted(OperatedCluster.NAME);
    }

    /** Returns when they are gone from Kubernetes and from the workers. */
    public void remove() {
        new QuickRemoval(cluster).of(Set.copyOf(names(0, count)));
        count = 0;
    }

    @Override
    public void close() {
        remove();
        topic.close();
    }
}
