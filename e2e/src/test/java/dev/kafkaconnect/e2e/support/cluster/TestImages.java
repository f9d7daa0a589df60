package dev.kafkaconnect.e2e.support.cluster;

import java.util.Objects;

/** Images that only the tests use; what builds and loads them names them in the environment. */
public final class TestImages {

    private TestImages() {}

    /** The worker image with the file connectors and those of the tests in it. */
    public static String worker() {
        return named("TESTWORKER_IMAGE");
    }

    /** The file connectors alone, which the worker image that is shipped lacks. */
    public static String fileConnectors() {
        return named("PLUGINFILE_IMAGE");
    }

    /** The connectors of the tests alone, as 1.0.0 or 2.0.0. */
    public static String plugin(int version) {
        return named("TESTPLUGIN%d_IMAGE".formatted(version));
    }

    private static String named(String variable) {
        return Objects.requireNonNull(
                System.getenv(variable), () -> variable + " must name an image; see CONTRIBUTING.md");
    }
}
