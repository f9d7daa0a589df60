package dev.kafkaconnect.bench;

import dev.kafkaconnect.bench.figures.Results;
import dev.kafkaconnect.bench.report.Allocations;
import dev.kafkaconnect.bench.report.Measured;
import dev.kafkaconnect.bench.report.MeasuredByJmh;
import dev.kafkaconnect.bench.report.PureFigures;
import dev.kafkaconnect.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks, and writes a table of them with those that allocate more than is committed. Started in the root of the
 * project by {@code deploy/local/bench}, which shows the table.
 */
public final class BenchMain {
    /** Names of the benchmarks, as JMH selects them. */
    static final String BENCHMARKS = "dev\\.kafkaconnect\\.bench\\.pure\\.";

    private static final Path TARGET = Path.of("target");
    private static final Path OUT = TARGET.resolve("bench");
    private static final Path COMMITTED = Path.of("bench/allocations.json");

    private BenchMain() {}

    public static void main(String[] arguments) throws RunnerException, IOException {
        Files.createDirectories(OUT);
        List<Measured> measured = MeasuredByJmh.of(new Runner(options()).run());
        if (Arrays.asList(arguments).contains("--write")) {
            Allocations.of(measured).write(COMMITTED);
        }
        String problems = Allocations.read(COMMITTED).problems(measured).stream()
                .map("TOO MUCH: %s\n"::formatted)
                .collect(Collectors.joining());
        Files.writeString(OUT.resolve("pure.txt"), Table.of(measured) + problems);
        new Results(TARGET).writePure(PureFigures.of(measured, Allocations.read(COMMITTED)));
    }

    /** With the compiler and the collector of the operator's image. */
    private static Options options() {
        return new OptionsBuilder()
                .include(BENCHMARKS)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms512m", "-Xmx512m")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(OUT.resolve("pure.json").toString())
                .build();
    }
}
