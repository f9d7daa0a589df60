package dev.kafkaconnect.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventWordsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    /** Events: a letter for what was done, then how many seconds ago first and last. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "F 60 2, true",
        "F 600 500, true",
        "S 60 60, false",
        "S 60 60/F 30 2, true",
        "F 60 30/S 20 20, false",
        // The same second.
        "F 9 9/S 9 9, false",
        // Perhaps over in a moment.
        "F 2 1, false",
        // Of another time.
        "F 9000 8000, false",
        // Of another pod.
        "O 60 2, false"
    })
    void aPodIsRefusedIfThatIsTheLastThatWasSaid(String events, boolean refused) {
        List<Event> all =
                Arrays.stream(events.split("/")).map(EventWordsTest::event).toList();

        assertThat(EventWords.ofCreation(all, "x-worker-0", NOW))
                .isEqualTo(refused ? Optional.of("pods \"x-worker-0\" is forbidden: no") : Optional.empty());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"FailedMount, 60, true", "FailedMount, 1, false", "BackOff, 60, false", "Pulled, 60, false"})
    void aPodDoesNotStartIfItsVolumesAreNotThere(String reason, int ago, boolean told) {
        List<Event> events = List.of(event(reason, "MountVolume.SetUp failed", ago, 1));

        assertThat(EventWords.ofStart(events, NOW).isPresent()).isEqualTo(told);
    }

    private static Event event(String text) {
        String[] parts = text.split(" ");
        int first = Integer.parseInt(parts[1]);
        int last = Integer.parseInt(parts[2]);
        return switch (parts[0]) {
            case "S" ->
                event("SuccessfulCreate", "create Pod x-worker-0 in StatefulSet x-worker successful", first, last);
            case "F" -> event("FailedCreate", failed("x-worker-0"), first, last);
            default -> event("FailedCreate", failed("x-worker-01"), first, last);
        };
    }

    private static String failed(String pod) {
        return "create Pod %s in StatefulSet x-worker failed error: pods \"%s\" is forbidden: no".formatted(pod, pod);
    }

    private static Event event(String reason, String note, int first, int last) {
        return new EventBuilder()
                .withReason(reason)
                .withNote(note)
                .withDeprecatedFirstTimestamp(NOW.minusSeconds(first).toString())
                .withDeprecatedLastTimestamp(NOW.minusSeconds(last).toString())
                .build();
    }
}
