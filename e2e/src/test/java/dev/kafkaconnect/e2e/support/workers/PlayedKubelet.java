package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.e2e.support.faults.FaultyProxy;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.project.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks workers what a kubelet asks them, with the script of the worker image and at the pace that the operator sets, and counts
 * how often it would have restarted one.
 */
public final class PlayedKubelet implements AutoCloseable {
    private static final int PERIOD_SECONDS = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(16);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
    private final List<FaultyProxy> loopbacks;
    private final Map<String, Streak> streaks = new ConcurrentHashMap<>();

    private record Streak(int failures, int longest, int ends) {
        static final Streak NONE = new Streak(0, 0, 0);

        Streak and(boolean success, int threshold) {
            int now = success ? 0 : failures + 1;
            return now == threshold
                    ? new Streak(0, Math.max(longest, now), ends + 1)
                    : new Streak(now, Math.max(longest, now), ends);
        }
    }

    /** @param endpoints of the workers; the script asks in its own pod, so something passes its questions on */
    public PlayedKubelet(List<String> endpoints) {
        loopbacks = endpoints.stream()
                .map(endpoint -> new FaultyProxy(() -> List.of(endpoint)))
                .toList();
        for (FaultyProxy worker : loopbacks) {
            probe("live", worker, 14, 15);
            // What was asked before liveness and readiness were two questions.
            probe("ready", worker, 9, 3);
        }
    }

    private void probe(String question, FaultyProxy worker, int seconds, int threshold) {
        String port = worker.endpoint().substring(worker.endpoint().indexOf(':') + 1);
        clock.scheduleAtFixedRate(
                () -> {
                    boolean success = succeeds(question, port, seconds);
                    streaks.merge(
                            question + port,
                            Streak.NONE.and(success, threshold),
                            (before, first) -> before.and(success, threshold));
                },
                0,
                PERIOD_SECONDS,
                TimeUnit.SECONDS);
    }

    private static boolean succeeds(String question, String port, int seconds) {
        try {
            JavaProcess.startScript(
                            "probe",
                            List.of(
                                    Project.file("worker-image/bin/worker-health")
                                            .toString(),
                                    question,
                                    port,
                                    String.valueOf(seconds)),
                            Map.of())
                    .awaitSuccess(TIMEOUT);
            return true;
        } catch (IllegalStateException failed) {
            return false;
        }
    }

    /** By the liveness probe. */
    public int restarts() {
        return sum("live");
    }

    /** As many there would have been if the readiness probe's question decided, three times in a row. */
    public int restartsByReadiness() {
        return sum("ready");
    }

    private int sum(String question) {
        return streaks.entrySet().stream()
                .filter(streak -> streak.getKey().startsWith(question))
                .mapToInt(streak -> streak.getValue().ends())
                .sum();
    }

    public int longestStreak() {
        return streaks.entrySet().stream()
                .filter(streak -> streak.getKey().startsWith("live"))
                .mapToInt(streak -> streak.getValue().longest())
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        loopbacks.forEach(FaultyProxy::close);
    }
}
