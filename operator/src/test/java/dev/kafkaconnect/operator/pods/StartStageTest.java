package dev.kafkaconnect.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartStageTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String STARTING =
            "Worker is still starting up. The worker is currently ensuring membership in the cluster";

    /**
     * Containers: name, then D for done, R for runs, the reason for which it waits; "sidecar" is one that accompanies the others.
     * Events: reason, container, seconds ago.
     */
    @ParameterizedTest(name = "{0} | {1} | {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            plugin-a=R                    | worker=PodInitializing   |                                | its init container plugin-a has been running since 2026-01-31T11:50:00Z
            plugin-a=D plugin-b=R         | worker=PodInitializing   |                                | its init container plugin-b has been running since 2026-01-31T11:50:00Z
            plugin-a=PodInitializing      | worker=PodInitializing   |                                | its init container plugin-a waits (PodInitializing)
            plugin-a=PodInitializing      | worker=PodInitializing   | Pulling plugin-a 60            | its init container plugin-a waits until its image registry/x:1 is pulled
            sidecar=R                     | worker=ContainerCreating | Pulling worker 60              | its container waits until its image registry/x:1 is pulled
                                          | worker=ContainerCreating | Pulling worker 60              | its container waits until its image registry/x:1 is pulled
                                          | worker=ContainerCreating | Pulling worker 60/Pulled worker 60 | its container waits (ContainerCreating)
                                          | worker=R                 | Unhealthy worker 60            | Startup probe failed: %1$s
            plugin-a=D                    | log=R worker=R           | Unhealthy log 10/Unhealthy worker 60 | Startup probe failed: %1$s
                                          | worker=R                 | Unhealthy worker 900           |
                                          | worker=R                 | Pulled worker 60               |
                                          | log=R                    | Unhealthy worker 60            |
            """)
    void tellsHowFarThePodIs(String init, String containers, String events, String stage) {
        Optional<String> found =
                StartStage.of(pod(statuses(init), statuses(containers)), "worker", () -> events(events), NOW);

        assertThat(found).isEqualTo(Optional.ofNullable(stage).map(text -> text.formatted(STARTING)));
    }

    @ParameterizedTest
    @CsvSource({"Startup probe failed: old, 60, 61", "Startup probe failed: old, 9, 10"})
    void theProbeThatFailedLastCounts(String old, int newer, int older) {
        List<Event> events =
                List.of(event("Unhealthy", "worker", older, old), event("Unhealthy", "worker", newer, "news"));

        assertThat(StartStage.of(pod("", statuses("worker=R")), "worker", () -> events, NOW))
                .contains("news");
    }

    private static List<Event> events(String all) {
        return all == null
                ? List.of()
                : Arrays.stream(all.split("/")).map(StartStageTest::event).toList();
    }

    private static Event event(String text) {
        String[] parts = text.split(" ");
        String note = parts[0].equals("Unhealthy")
                ? "Startup probe failed: " + STARTING
                : parts[0] + " image \"registry/x:1\"";
        return event(parts[0], parts[1], Integer.parseInt(parts[2]), note);
    }

    private static Event event(String reason, String container, int ago, String note) {
        return new EventBuilder()
                .withReason(reason)
                .withNote(note)
                .withNewRegarding()
                .withFieldPath("spec.containers{%s}".formatted(container))
                .endRegarding()
                .withDeprecatedFirstTimestamp(NOW.minusSeconds(ago).toString())
                .withDeprecatedLastTimestamp(NOW.minusSeconds(ago).toString())
                .build();
    }

    private static String statuses(String all) {
        return all == null
                ? ""
                : String.join(
                        ", ",
                        Arrays.stream(all.split(" "))
                                .map(StartStageTest::status)
                                .toList());
    }

    private static String status(String text) {
        String[] parts = text.split("=");
        String state = switch (parts[1]) {
            case "D" -> "terminated: {exitCode: 0}";
            case "R" -> "running: {startedAt: '2026-01-31T11:50:00Z'}";
            default -> "waiting: {reason: %s}".formatted(parts[1]);
        };
        return "{name: %s, state: {%s}}".formatted(parts[0], state);
    }

    private static Pod pod(String init, String containers) {
        return Serialization.unmarshal("""
                metadata: {name: payments-worker-0}
                spec: {nodeName: a, initContainers: [{name: sidecar, restartPolicy: Always}]}
                status: {initContainerStatuses: [%s], containerStatuses: [%s]}
                """.formatted(init, containers), Pod.class);
    }
}
