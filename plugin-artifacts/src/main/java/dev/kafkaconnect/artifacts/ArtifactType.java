package dev.kafkaconnect.artifacts;

import java.util.Arrays;
import java.util.Optional;

/** The form of an artifact, by the ending of its file name. */
public enum ArtifactType {
    Jar("jar"),
    Zip("zip"),
    TarGz("tar.gz");

    private final String ending;

    ArtifactType(String ending) {
        this.ending = ending;
    }

    public String ending() {
        return ending;
    }

    /** @param ending as in Maven coordinates */
    public static Optional<ArtifactType> of(String ending) {
        return Arrays.stream(values())
                .filter(type -> type.ending.equals(ending))
                .findFirst();
    }

    public static Optional<ArtifactType> ofFile(String name) {
        return name.endsWith(".tgz")
                ? Optional.of(TarGz)
                : Arrays.stream(values())
                        .filter(type -> name.endsWith("." + type.ending))
                        .findFirst();
    }
}
