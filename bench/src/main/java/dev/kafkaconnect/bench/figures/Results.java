package dev.kafkaconnect.bench.figures;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files below target in which the tests and the benchmarks leave their figures. */
public record Results(Path target) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String PURE = "bench/pure-figures.json";

    /** Those of the benchmarks, then those of the tests. */
    public List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>(read(PURE));
        figures.addAll(read("figures.json"));
        return figures;
    }

    private List<Figure> read(String file) throws IOException {
        Path path = target.resolve(file);
        return Files.exists(path) ? JSON.readValue(path.toFile(), new TypeReference<>() {}) : List.of();
    }

    /** What was not measured, and why. */
    public List<String> notes() throws IOException {
        Path notes = target.resolve("figures.notes");
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }

    public void writePure(List<Figure> figures) throws IOException {
        write(PURE, JSON.writeValueAsString(figures));
    }

    public void write(Run run) throws IOException {
        write("bench/run.json", JSON.writeValueAsString(run));
        write("bench/growth.svg", Plot.of(Curve.of(run.figures())));
    }

    private void write(String file, String text) throws IOException {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
