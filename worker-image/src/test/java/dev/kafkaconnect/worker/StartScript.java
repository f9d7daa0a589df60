package dev.kafkaconnect.worker;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs {@code bin/connect-worker} outside of the image, with a Java that only prints its arguments. */
class StartScript {

    record Exit(int code, String output, String errors) {}

    private static final Path SCRIPT = Path.of("bin/connect-worker").toAbsolutePath();

    private final Path directory;

    StartScript(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(home().resolve("plugins"));
        Files.createDirectories(directory.resolve("tmp"));
        var java = Files.createDirectories(directory.resolve("jre/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path home() {
        return directory.resolve("home");
    }

    String properties(PropertiesFile properties) throws IOException {
        return Files.writeString(directory.resolve("worker.properties"), properties.text())
                .toString();
    }

    Exit run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Exit run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var output = directory.resolve("output");
        var errors = directory.resolve("errors");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment()
                .putAll(Map.of(
                        "CONNECT_HOME", home().toString(),
                        "JAVA_HOME", directory.resolve("jre").toString(),
                        "TMPDIR", directory.resolve("tmp").toString()));
        builder.environment().putAll(environment);
        var code = builder.start().waitFor();
        return new Exit(code, Files.readString(output), Files.readString(errors));
    }

    Map<String, String> mergedProperties() throws IOException {
        var merged = new Properties();
        merged.load(new StringReader(Files.readString(directory.resolve("tmp/connect-worker.properties"))));
        return merged.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, merged::getProperty));
    }
}
