package dev.kafkaconnect.e2e.support.users;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Makes Connectors, several at a time. Called by tests that need hundreds of them. */
public final class ManyConnectors implements AutoCloseable {
    private static final Duration ALL = Duration.ofMinutes(3);
    private static final String SPEC = """
            clusterRef: {name: %s}
            class: FileStreamSource
            config: {file: /tmp/lines, topic: lines}
            """;

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final UserActions wanted;

    public ManyConnectors(UserActions wanted) {
        this.wanted = wanted;
    }

    /** Of the cluster, named after it and numbered; returns when the API server has all of them. */
    public void make(String cluster, int from, int to) {
        List<? extends Future<?>> made = IntStream.range(from, to)
                .mapToObj(number -> threads.submit(
                        () -> wanted.connector("%s-%d".formatted(cluster, number), SPEC.formatted(cluster))))
                .toList();
        within(ALL).until(() -> made.stream().allMatch(Future::isDone));
    }

    @Override
    public void close() {
        threads.close();
    }
}
