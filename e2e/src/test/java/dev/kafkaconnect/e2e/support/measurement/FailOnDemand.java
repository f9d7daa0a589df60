package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Connectors of an {@link OperatedCluster} that run, and fail when they are told to: each has a control file. */
public final class FailOnDemand {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TOPIC = "numbers-of-those-that-fail";

    private final OperatedCluster cluster;
    private final Path directory;
    private final List<String> names;

    /** Makes them; returns when all run. */
    public FailOnDemand(OperatedCluster cluster, Path directory, int number) {
        this.cluster = cluster;
        this.directory = directory;
        this.names = IntStream.range(0, number)
                .mapToObj(index -> "on-demand-" + index)
                .toList();
        SequenceSpecs.topic(cluster.kafka.admin(), TOPIC, 1);
        names.forEach(name -> cluster.wanted.connector(
                name,
                SequenceSpecs.source("", "topic: %s, rate: 1, control.file: %s".formatted(TOPIC, control(name)))));
        allRun();
    }

    private Path control(String name) {
        return directory.resolve(name);
    }

    public List<String> names() {
        return names;
    }

    public void fail(String name) {
        SequenceSpecs.tell(control(name), "move=fail\n");
    }

    public void heal(String name) {
        SequenceSpecs.tell(control(name), "");
    }

    public void failAll() {
        names.forEach(this::fail);
    }

    public void healAll() {
        names.forEach(this::heal);
    }

    public void allRun() {
        within(PATIENCE).until(() -> names.stream().allMatch(cluster::isReady));
    }
}
