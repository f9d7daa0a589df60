package dev.kafkaconnect.e2e.cluster;

import java.util.Objects;

/** Images that only the tests use; what builds and loads them names them in the environment. */
final class TestImages {

    private TestImages() {}

    /** The worker image with the connectors of the tests in it. */
    static String worker() {
        return named("TESTWORKER_IMAGE");
    }

    /** These connectors alone, as 1.0.0 or 2.0.0. */
    static String plugin(int version) {
        return named("TESTPLUGIN%d_IMAGE".formatted(version));
    }

    private static String named(String variable) {
        return Objects.requireNonNull(
                System.getenv(variable), () -> variable + " must name an image; see CONTRIBUTING.md");
    }
}
