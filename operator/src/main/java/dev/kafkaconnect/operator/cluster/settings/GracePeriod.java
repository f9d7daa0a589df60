package dev.kafkaconnect.operator.cluster.settings;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker may take to end, which follows from how long it waits for its tasks. A worker that Kubernetes kills before
 * that has not stored the offsets of the tasks that still ran. Used for the pod template and for pods that stop. Pure.
 *
 * @param tasks task.shutdown.graceful.timeout.ms
 */
public record GracePeriod(Duration tasks) {
    private static final Duration DEFAULT = Duration.ofSeconds(45);

    /** What the connectors have at most, before the tasks are asked to stop. */
    private static final Duration CONNECTORS = Duration.ofSeconds(5);

    /** For the process as a whole, besides its tasks: connectors, readers of the internal topics, the group, hooks of plug-ins. */
    private static final Duration BESIDES_TASKS = Duration.ofSeconds(40);

    /** Until it leaves its group, besides its tasks. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    /** What a pod is given by default. */
    public long seconds() {
        Duration needed = tasks.plus(BESIDES_TASKS);
        return (needed.compareTo(DEFAULT) > 0 ? needed : DEFAULT)
                .plusMillis(999)
                .toSeconds();
    }

    /** A worker that takes longer to leave its group does not end in good order. What others wait for must not hang on it. */
    public Duration longestGoodbye() {
        return tasks.plus(GOODBYE);
    }

    /** @param given what the user gives a pod, null when that is left to the operator */
    public Optional<String> problem(@Nullable Long given) {
        Duration least = tasks.plus(CONNECTORS);
        return given == null || Duration.ofSeconds(given).compareTo(least) >= 0
                ? Optional.empty()
                : Optional.of(
                        "spec.pod.terminationGracePeriodSeconds is %d, but a worker gives its connectors %d s and its tasks %d ms (task.shutdown.graceful.timeout.ms) to stop: with less than %d s it is killed before they have stored their offsets; raise it, or leave it out to get %d s"
                                .formatted(
                                        given,
                                        CONNECTORS.toSeconds(),
                                        tasks.toMillis(),
                                        least.plusMillis(999).toSeconds(),
                                        seconds()));
    }
}
