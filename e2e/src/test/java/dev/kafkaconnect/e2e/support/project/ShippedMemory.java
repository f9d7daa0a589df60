package dev.kafkaconnect.e2e.support.project;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The memory that the shipped Deployment gives the operator, and how the image tells its virtual machine to use it. */
public final class ShippedMemory {
    private ShippedMemory() {}

    /** In MiB. */
    public static long limit() {
        Quantity limit = deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getLimits()
                .get("memory");
        return Quantity.getAmountInBytes(limit).longValueExact() >> 20;
    }

    /** Those of the image, which may have a newer Java than the tests; no container says here how much memory there is. */
    public static List<String> flags() {
        Stream<String> image = read("operator/java.options").lines().filter(line -> line.startsWith("-"));
        return Stream.concat(image, Stream.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:MaxRAM=%dm".formatted(limit())))
                .toList();
    }

    private static Deployment deployment() {
        return Serialization.unmarshal(read("deploy/base/deployment.yaml"), Deployment.class);
    }

    private static String read(String file) {
        try {
            return Files.readString(Project.file(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
