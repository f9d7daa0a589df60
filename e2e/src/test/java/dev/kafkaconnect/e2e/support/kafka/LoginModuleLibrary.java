package dev.kafkaconnect.e2e.support.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What a worker finds on its class path beside its own: nothing but {@link OwnLoginModule}. */
public final class LoginModuleLibrary {
    private static final String NAME = OwnLoginModule.class.getName().replace('.', '/') + ".class";

    private LoginModuleLibrary() {}

    /** A directory of classes. */
    public static Path in(Path parent) {
        Path directory = parent.resolve("extra-libs");
        Path file = directory.resolve(NAME);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content());
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static void jar(Path file) {
        try {
            Files.createDirectories(file.getParent());
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
                jar.putNextEntry(new JarEntry(NAME));
                jar.write(content());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] content() throws IOException {
        try (InputStream content = OwnLoginModule.class.getResourceAsStream("/" + NAME)) {
            return content.readAllBytes();
        }
    }
}
