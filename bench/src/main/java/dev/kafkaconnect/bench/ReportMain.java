package dev.kafkaconnect.bench;

import dev.kafkaconnect.bench.figures.Curve;
import dev.kafkaconnect.bench.figures.History;
import dev.kafkaconnect.bench.figures.Page;
import dev.kafkaconnect.bench.figures.Plot;
import dev.kafkaconnect.bench.figures.Results;
import dev.kafkaconnect.bench.figures.Run;
import dev.kafkaconnect.bench.figures.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Prints what a run has measured, and writes it to target/bench. Ends with 1 where a count is off. Started in the root of the project
 * by {@code deploy/local/bench} and {@code deploy/local/test-all}: with the commit and the load, and with {@code --record} to append
 * the run to the history and to write the page of the documentation.
 */
public final class ReportMain {
    static final Path HISTORY = Path.of("bench/history.jsonl");
    private static final Path PAGE = Path.of("docs/performance.md");
    private static final Path PLOT = Path.of("docs/images/growth.svg");
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private ReportMain() {}

    public static void main(String[] arguments) throws IOException {
        Results results = new Results(Path.of("target"));
        Run run = new Run(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                arguments[0],
                new Run.Machine(Runtime.getRuntime().availableProcessors(), processor(), arguments[1]),
                results.figures(),
                results.notes());
        results.write(run);
        History history = new History(HISTORY);
        System.out.print(Summary.of(run, history.last()));
        if (Arrays.asList(arguments).contains("--record")) {
            history.append(run);
            document(run, Path.of(""));
        }
        System.exit(run.off().isEmpty() ? 0 : 1);
    }

    /** @param root of the project */
    static void document(Run run, Path root) throws IOException {
        Files.writeString(root.resolve(PAGE), Page.of(run));
        Files.createDirectories(root.resolve(PLOT).getParent());
        Files.writeString(root.resolve(PLOT), Plot.of(Curve.of(run.figures())));
    }

    private static String processor() throws IOException {
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
