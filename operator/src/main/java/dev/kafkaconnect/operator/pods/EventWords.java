package dev.kafkaconnect.operator.pods;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads in events why a pod does not come to be, or does not start. Pure. */
final class EventWords {
    /** A controller that is refused repeats the attempt after a quarter of an hour at the latest, the kubelet much sooner. */
    private static final Duration RECENT = Duration.ofMinutes(20);

    /** What has gone on for a shorter time may be over in a moment: caches of the API server and the kubelet lag behind. */
    private static final Duration BRIEF = Duration.ofSeconds(3);

    private static final String REFUSED = "FailedCreate";
    private static final Set<String> OF_CREATION = Set.of(REFUSED, "SuccessfulCreate");
    private static final Set<String> OF_START = Set.of("FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox");
    private static final String PULLING = "Pulling";
    private static final Set<String> OF_PULLS = Set.of(PULLING, "Pulled", "Failed", "BackOff");
    private static final Pattern IMAGE = Pattern.compile("image \"([^\"]+)\"");

    /** A kubelet that has much to say of a pod is let do so every five minutes only. */
    private static final Duration OF_NOW = Duration.ofMinutes(10);

    private static final String BEFORE_THE_CAUSE = "failed error: ";

    private EventWords() {}

    /** @param events of the StatefulSet that a pod belongs to */
    static Optional<String> ofCreation(Collection<Event> events, String pod, Instant now) {
        return events.stream()
                .filter(event -> OF_CREATION.contains(event.getReason()))
                .filter(event -> String.valueOf(event.getNote()).contains("Pod " + pod + " in "))
                .max(Comparator.comparing(EventWords::last).thenComparing(event -> !REFUSED.equals(event.getReason())))
                .filter(event -> REFUSED.equals(event.getReason()) && goesOn(event, now))
                .map(event -> cause(event.getNote()));
    }

    /** @param events of a pod */
    static Optional<String> ofStart(Collection<Event> events, Instant now) {
        return events.stream()
                .filter(event -> OF_START.contains(event.getReason()))
                .max(Comparator.comparing(EventWords::last))
                .filter(event -> goesOn(event, now))
                .map(Event::getNote);
    }

    /**
     * What a probe of a container found last, in the words of the kubelet, which begin with the kind of the probe.
     *
     * @param events of a pod
     */
    static Optional<String> ofProbe(Collection<Event> events, String container, Instant now) {
        String place = "spec.containers{%s}".formatted(container);
        return events.stream()
                .filter(event -> "Unhealthy".equals(event.getReason()))
                .filter(event -> event.getRegarding() == null
                        || event.getRegarding().getFieldPath() == null
                        || event.getRegarding().getFieldPath().equals(place))
                .max(Comparator.comparing(EventWords::last))
                .filter(event -> last(event).isAfter(now.minus(OF_NOW)))
                .map(Event::getNote);
    }

    /** The image that is being pulled. */
    static Optional<String> ofPull(Collection<Event> events) {
        return events.stream()
                .filter(event -> OF_PULLS.contains(event.getReason()))
                .max(Comparator.comparing(EventWords::last).thenComparing(event -> !PULLING.equals(event.getReason())))
                .filter(event -> PULLING.equals(event.getReason()))
                .map(event -> IMAGE.matcher(String.valueOf(event.getNote())))
                .filter(Matcher::find)
                .map(image -> image.group(1));
    }

    private static boolean goesOn(Event event, Instant now) {
        return !first(event).isAfter(now.minus(BRIEF)) && last(event).isAfter(now.minus(RECENT));
    }

    private static String cause(String note) {
        int at = note.indexOf(BEFORE_THE_CAUSE);
        return at < 0 ? note : note.substring(at + BEFORE_THE_CAUSE.length());
    }

    private static Instant first(Event event) {
        return time(event.getDeprecatedFirstTimestamp(), seen(event));
    }

    private static Instant last(Event event) {
        return time(
                event.getSeries() == null ? null : seen(event.getSeries().getLastObservedTime()),
                time(event.getDeprecatedLastTimestamp(), seen(event)).toString());
    }

    private static @Nullable String seen(Event event) {
        return seen(event.getEventTime());
    }

    private static @Nullable String seen(@Nullable MicroTime time) {
        return time == null ? null : time.getTime();
    }

    private static Instant time(@Nullable String... candidates) {
        return Stream.of(candidates)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}
