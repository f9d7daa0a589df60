package dev.kafkaconnect.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationsTest {
    private static final Allocations COMMITTED = Allocations.of(List.of(allocating(1_000)));

    @Test
    void namesABenchmarkThatAllocatesMoreThanAFifthAboveTheCommittedBytes() {
        assertThat(COMMITTED.problems(List.of(allocating(1_201))))
                .containsExactly(
                        "Drift.keys keys=50 allocates 1,201 bytes, 20 % more than the 1,000 in bench/allocations.json");
    }

    @Test
    void toleratesAFifthMoreAndAnythingLess() {
        assertThat(COMMITTED.problems(List.of(allocating(1_200), allocating(10))))
                .isEmpty();
    }

    @Test
    void namesABenchmarkOfWhichNothingIsCommitted() {
        Measured added = new Measured("Drift.keys", "keys", 500, 1, 1);

        assertThat(COMMITTED.problems(List.of(added)))
                .containsExactly("Drift.keys keys=500 is not in bench/allocations.json");
    }

    @Test
    void readsWhatItHasWritten(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("allocations.json");

        COMMITTED.write(file);

        assertThat(Allocations.read(file)).isEqualTo(COMMITTED);
    }

    private static Measured allocating(double bytes) {
        return new Measured("Drift.keys", "keys", 50, 1, bytes);
    }
}
