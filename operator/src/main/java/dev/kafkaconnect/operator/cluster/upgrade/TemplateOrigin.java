package dev.kafkaconnect.operator.cluster.upgrade;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the template of the workers comes from. Kept as an annotation of the StatefulSet, in one write with the template. A
 * StatefulSet of an earlier version of the operator has none. Pure.
 *
 * @param generation of the ConnectCluster that the template was made for
 * @param unasked whether the template changed although the ConnectCluster had not, and not all workers run it yet
 * @param imageByDefault whether the image is one that the operator chose
 */
public record TemplateOrigin(long generation, boolean unasked, boolean imageByDefault) {
    public static final String NAME = "kafkaconnect.dev/template-origin";

    private static final String UNASKED = "unasked";
    private static final String DEFAULT_IMAGE = "default-image";

    /** Empty also for what another writer wrote. */
    public static Optional<TemplateOrigin> of(StatefulSet workers) {
        String text = text(workers);
        String[] words = text == null ? new String[0] : text.split(" ");
        try {
            return words.length == 3
                    ? Optional.of(new TemplateOrigin(
                            Long.parseLong(words[0]), UNASKED.equals(words[1]), DEFAULT_IMAGE.equals(words[2])))
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    public static @Nullable String text(StatefulSet workers) {
        var annotations = workers.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(NAME);
    }

    public String text() {
        return "%d %s %s"
                .formatted(generation, unasked ? UNASKED : "asked", imageByDefault ? DEFAULT_IMAGE : "given-image");
    }

    /** The same when all workers run it. */
    public TemplateOrigin settled() {
        return new TemplateOrigin(generation, false, imageByDefault);
    }

    /**
     * What a pass finds.
     *
     * @param differs whether the template is not what is wanted
     * @param pending whether not all workers run the one that is there
     * @param asked whether what is wanted is a step of what the spec asked for earlier
     * @param generation of the ConnectCluster
     * @param applied whether that generation was in effect before: what differs now, the spec has not changed
     * @param imageByDefault whether the image that is wanted is one that the operator chose
     */
    public record Change(
            boolean differs,
            boolean pending,
            boolean asked,
            long generation,
            boolean applied,
            boolean imageByDefault) {}

    /**
     * The origin that goes with the template that is wanted. A template that stays keeps what is known of it, so that an edit
     * which has no effect on the workers is not written to their StatefulSet.
     *
     * @param before null when nothing is known
     */
    public static @Nullable TemplateOrigin after(@Nullable TemplateOrigin before, Change change) {
        if (!change.differs()) {
            return before == null
                    ? null
                    : new TemplateOrigin(
                            before.generation(), before.unasked() && change.pending(), change.imageByDefault());
        }
        boolean newSpec = !change.applied() && (before == null || change.generation() != before.generation());
        boolean joinsOneThatWasAsked = before != null && change.pending() && !before.unasked();
        return new TemplateOrigin(
                change.generation(), !change.asked() && !newSpec && !joinsOneThatWasAsked, change.imageByDefault());
    }
}
