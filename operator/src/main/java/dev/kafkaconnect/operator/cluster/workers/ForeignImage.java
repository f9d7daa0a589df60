package dev.kafkaconnect.operator.cluster.workers;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes an image that is no worker image of this operator by how it fails: it takes the mode of the worker for a program, or
 * runs as a user that the pods do not admit. Called by {@link WorkerPods}. Pure.
 */
final class ForeignImage {

    /** The kubelet's words where an image has no entry point; those of shells and of tini where the entry point runs what it is given. */
    private static final Pattern NO_SUCH_PROGRAM =
            Pattern.compile("\\b(distributed|standalone)\\b.*(not found|no such file)", Pattern.CASE_INSENSITIVE);

    /** The kubelet's words for an image of root, and for one that gives its user a name, such as those of other distributions. */
    private static final Pattern ANOTHER_USER =
            Pattern.compile("runAsNonRoot and image (will run as root|has non-numeric user)");

    private ForeignImage() {}

    /** @return what is wrong with the image and what to do; empty if something else is */
    static Optional<String> remedy(@Nullable String said, String image) {
        if (said == null) {
            return Optional.empty();
        }
        if (NO_SUCH_PROGRAM.matcher(said).find()) {
            return Optional.of(
                    "its image %s is not a worker image: spec.image must be built from the worker image of the operator, see docs/reference/worker-image.md; plug-ins of other images can be copied from there"
                            .formatted(image));
        }
        return ANOTHER_USER.matcher(said).find()
                ? Optional.of(
                        "its image %s does not run as user 1001: build spec.image from the worker image of the operator and end its Dockerfile with USER 1001, see docs/reference/worker-image.md"
                                .formatted(image))
                : Optional.empty();
    }
}
