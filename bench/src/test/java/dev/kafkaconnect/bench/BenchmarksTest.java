package dev.kafkaconnect.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.bench.report.Allocations;
import dev.kafkaconnect.bench.report.Measured;
import dev.kafkaconnect.bench.report.MeasuredByJmh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

    @Test
    void eachRunsOnceAtEachSizeAndIsAmongTheCommittedOnes() throws RunnerException, IOException {
        Options once = new OptionsBuilder()
                .include(BenchMain.BENCHMARKS)
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        List<Measured> measured = MeasuredByJmh.of(new Runner(once).run());

        assertThat(measured)
                .extracting(Measured::name)
                .containsExactlyInAnyOrderElementsOf(
                        Allocations.read(Path.of("allocations.json")).bytes().keySet());
    }
}
