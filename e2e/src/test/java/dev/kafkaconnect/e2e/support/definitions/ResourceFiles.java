package dev.kafkaconnect.e2e.support.definitions;

import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Custom resources in files, read as they are: without the Java model, which would fill in defaults. */
public final class ResourceFiles {
    private static final String EXPECTATION = "# expect: ";

    private ResourceFiles() {}

    /** Files, or directories with before.yaml and after.yaml, whose names begin with the prefix. */
    public static List<Path> in(String directory, String prefix, boolean pairs) {
        try (Stream<Path> entries = Files.list(Project.file(directory))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .filter(entry -> Files.isDirectory(entry) == pairs)
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static GenericKubernetesResource read(Path file, String namespace) {
        GenericKubernetesResource resource = Serialization.unmarshal(text(file), GenericKubernetesResource.class);
        resource.getMetadata().setNamespace(namespace);
        return resource;
    }

    /** What the first line of the file says about the refusal. */
    public static String expectation(Path file) {
        String first = text(file).lines().findFirst().orElse("");
        if (!first.startsWith(EXPECTATION)) {
            throw new IllegalStateException(file + " must begin with a line \"" + EXPECTATION + "...\"");
        }
        return first.substring(EXPECTATION.length()).strip();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
