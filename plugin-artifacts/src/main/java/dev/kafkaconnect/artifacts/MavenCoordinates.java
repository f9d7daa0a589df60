package dev.kafkaconnect.artifacts;

import org.jspecify.annotations.Nullable;

/**
 * Names one file in a Maven repository. Nothing that it depends on is looked up.
 *
 * @param classifier null for none
 */
public record MavenCoordinates(
        String group,
        String artifact,
        String version,
        @Nullable String classifier,
        ArtifactType type) {

    /** Of the file below the address of a repository, in the layout that all Maven repositories have. */
    public String path() {
        return "%s/%s/%s/%s-%s%s.%s"
                .formatted(
                        group.replace('.', '/'),
                        artifact,
                        version,
                        artifact,
                        version,
                        classifier == null ? "" : "-" + classifier,
                        type.ending());
    }
}
