package dev.kafkaconnect.worker;

import java.util.Optional;
import org.testcontainers.utility.DockerImageName;

/** The images under test, as {@code deploy/local/images env} names them. */
class Images {

    private Images() {}

    static DockerImageName worker() {
        return named("WORKER_IMAGE");
    }

    static DockerImageName kafka() {
        return named("KAFKA_IMAGE");
    }

    private static DockerImageName named(String variable) {
        var name = Optional.ofNullable(System.getenv(variable))
                .orElseThrow(() -> new IllegalStateException(variable + " is not set; run worker-image/test"));
        return DockerImageName.parse(name);
    }
}
