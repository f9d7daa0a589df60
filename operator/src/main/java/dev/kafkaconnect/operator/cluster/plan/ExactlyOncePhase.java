package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How far workers are on the way to exactly-once sources, in the order in which a group takes it. Kafka Connect calls it
 * {@code exactly.once.source.support}. {@code ExactlyOnceSteps} decides which is next; it is read back from the properties in
 * the pods and in their template, so it is not stored elsewhere. Pure.
 */
public enum ExactlyOncePhase {
    /** Tasks write without transactions. */
    Disabled,

    /** So do they here, but a leader that was replaced can write nothing any more. */
    Preparing,

    /** Tasks write records and offsets in one transaction, and only after the leader has fenced those before them. */
    Enabled;

    public static final String PROPERTY = "exactly.once.source.support";

    /** What the spec says, null for nothing. */
    public static ExactlyOncePhase wanted(@Nullable String field) {
        return Enabled.name().equals(field) ? Enabled : Disabled;
    }

    /** What a worker with this metadata of a pod runs. */
    public static ExactlyOncePhase in(ObjectMeta pod) {
        String file = pod.getAnnotations() == null ? null : pod.getAnnotations().get(WorkerPodNames.PROPERTIES);
        Properties properties = new Properties();
        try (StringReader text = new StringReader(file == null ? "" : file)) {
            properties.load(text);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return switch (properties.getProperty(PROPERTY, "")) {
            case "enabled" -> Enabled;
            case "preparing" -> Preparing;
            default -> Disabled;
        };
    }

    public void addTo(SortedMap<String, String> properties) {
        if (this != Disabled) {
            properties.put(PROPERTY, text());
        }
    }

    /** One step from here towards another. */
    public ExactlyOncePhase towards(ExactlyOncePhase goal) {
        return values()[ordinal() + Integer.signum(goal.ordinal() - ordinal())];
    }

    /** Workers of the first and the last phase in one group could repeat or lose records. */
    public boolean mayRunBeside(ExactlyOncePhase other) {
        return Math.abs(ordinal() - other.ordinal()) <= 1;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
