package dev.kafkaconnect.operator.importing;

import dev.kafkaconnect.operator.cluster.resources.WorkerProperties;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One run of the command, with what it wrote. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(List<String> arguments) {
        return of("", arguments);
    }

    static CommandRun of(String in, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new ImportCommand(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("CONNECT_PASSWORD", "open"),
                        WorkerProperties::isReserved)
                .run(arguments.toArray(String[]::new));
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
