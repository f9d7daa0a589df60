package dev.kafkaconnect.e2e.sequence;

import java.util.Objects;

/** What the manifest says, so that the same classes can be several versions. */
final class Version {
    static final String OF_THIS_JAR =
            Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "1.0.0");

    private Version() {}
}
