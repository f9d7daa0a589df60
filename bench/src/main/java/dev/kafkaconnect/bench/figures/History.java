package dev.kafkaconnect.bench.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The runs that were recorded, one a line, the newest at the end: the file {@code bench/history.jsonl}. */
public record History(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Null when nothing was recorded yet. */
    public @Nullable Run last() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String newest = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .reduce("", (before, line) -> line);
        return newest.isEmpty() ? null : JSON.readValue(newest, Run.class);
    }

    public void append(Run run) throws IOException {
        Files.writeString(
                file, JSON.writeValueAsString(run) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
