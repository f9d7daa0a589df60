package dev.kafkaconnect.artifacts;

import java.net.URI;
import java.util.Locale;

/**
 * One file of a plug-in, and what it must hold.
 *
 * @param sha512 of the file, 128 hexadecimal digits in lower case
 */
public record Artifact(URI address, ArtifactType type, String sha512) {

    public Artifact {
        sha512 = sha512.toLowerCase(Locale.ROOT);
    }

    String fileName() {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Without what may be secret in it. */
    String shown() {
        return Addresses.shown(address);
    }
}
