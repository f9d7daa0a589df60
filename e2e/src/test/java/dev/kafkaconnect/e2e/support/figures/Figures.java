package dev.kafkaconnect.e2e.support.figures;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The figures of a run: {@code figures.json} below target of the project, of which {@code deploy/local/bench} makes a table. All
 * layers write to it, some at the same time and each in a process of its own. A figure that is measured again replaces itself.
 */
public final class Figures {
    private static final Figures OF_THE_RUN = new Figures(Project.built());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A file lock keeps out other processes, and not other threads of this one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Path directory;

    Figures(Path directory) {
        this.directory = directory;
    }

    /** Keeps them and prints them. */
    public static void add(Figure... figures) {
        OF_THE_RUN.keep(List.of(figures));
        for (Figure figure : figures) {
            System.out.println("figure: " + figure.asSentence());
        }
    }

    /** Shown below the table. */
    static void notMeasured(String what) {
        OF_THE_RUN.note(what);
    }

    void keep(List<Figure> figures) {
        alone(() -> write(merged(read(), figures)));
    }

    void note(String what) {
        alone(() -> Files.writeString(
                directory.resolve("figures.notes"), what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    private interface Access {
        void run() throws IOException;
    }

    private void alone(Access access) {
        lock.lock();
        try (FileChannel others = FileChannel.open(
                        directory.resolve("figures.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = others.lock()) {
            access.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            lock.unlock();
        }
    }

    private static List<Figure> merged(List<Figure> before, List<Figure> figures) {
        List<Figure> all = new ArrayList<>(before);
        for (Figure figure : figures) {
            all.removeIf(figure::replaces);
            all.add(figure);
        }
        return all;
    }

    private List<Figure> read() throws IOException {
        Path file = directory.resolve("figures.json");
        return Files.exists(file) ? JSON.readValue(file.toFile(), new TypeReference<>() {}) : List.of();
    }

    private void write(List<Figure> figures) throws IOException {
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("figures.json").toFile(), figures);
    }
}
