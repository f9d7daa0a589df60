package dev.kafkaconnect.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Bytes that each benchmark allocates in one call, as they are committed: the file {@code bench/allocations.json}.
 *
 * @param bytes by {@link Measured#name()}
 */
public record Allocations(SortedMap<String, Long> bytes) {
    /** Bytes hardly vary, but another JDK allocates differently. */
    static final double MOST = 1.2;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public static Allocations of(List<Measured> measured) {
        SortedMap<String, Long> bytes = new TreeMap<>();
        measured.forEach(one -> bytes.put(one.name(), Math.round(one.bytes())));
        return new Allocations(bytes);
    }

    public static Allocations read(Path file) throws IOException {
        return new Allocations(JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Long>>() {}));
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(bytes) + "\n");
    }

    /** One sentence for each benchmark that allocates more than it should, or that is not in the file. */
    public List<String> problems(List<Measured> measured) {
        List<String> problems = new ArrayList<>();
        for (Measured one : measured) {
            Long committed = bytes.get(one.name());
            if (committed == null) {
                problems.add("%s is not in bench/allocations.json".formatted(one.name()));
            } else if (one.bytes() > committed * MOST) {
                problems.add(String.format(
                        Locale.ROOT,
                        "%s allocates %,.0f bytes, %.0f %% more than the %,d in bench/allocations.json",
                        one.name(),
                        one.bytes(),
                        (one.bytes() / committed - 1) * 100,
                        committed));
            }
        }
        return problems;
    }
}
