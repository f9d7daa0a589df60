package dev.kafkaconnect.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Figure ROLL = measure("three workers roll", 33.04, "s", 72.0, null);
    private static final Figure EDITS = measure("30 edits", 1.625, "x", 1.5, "max 1.31 s alone");
    private static final Figure MEMORY = measure("memory", 1261, "MiB", null, null);
    private static final Figure WRITES = count("writes at rest", 0);

    @Test
    void eachFigureIsBesideItsGoalItsLastValueAndWhatItWasMeasuredBeside() {
        Run last = run(
                measure("30 edits", 1.3, "x", 1.5, null),
                measure("gone", 1, "s", null, null),
                count("writes at rest", 0));

        assertThat(Summary.of(run(ROLL, EDITS, MEMORY, WRITES), last)).isEqualTo("""
                WHAT                GOAL    FIGURE     MET        LAST          BESIDE
                three workers roll  ≤ 72    33.0 s     yes        new
                30 edits            ≤ 1.50  1.63 x     NO (+8 %)  1.30 (+25 %)  max 1.31 s alone
                memory                      1,261 MiB             new
                writes at rest      ≤ 0     0 writes   yes        0

                on 2 cores (slow), load average 1.0 → 2.0
                LAST: 2026-11-30T12:00:00Z, commit abc, on 2 cores (slow), load average 1.0 → 2.0
                not measured, unlike then: gone
                2 of 3 goals are met
                """);
    }

    @Test
    void onlyACountOverItsGoalIsOff() {
        Run run = run(EDITS, count("writes at rest", 2));

        assertThat(run.off()).extracting(Figure::name).containsExactly("writes at rest");
        assertThat(Summary.of(run, null))
                .contains("NO, OFF")
                .endsWith("0 of 2 goals are met\nCOUNT OFF: writes at rest: 2 writes, ≤ 0\n");
    }

    @Test
    void whatDidNotFitIsNamed() {
        Run run = new Run(
                "2026-11-30T12:00:00Z", "abc", run().machine(), List.of(), List.of("Late did not fit into the time"));

        assertThat(Summary.of(run, null)).contains("NOTE: Late did not fit into the time\n");
    }

    static Run run(Figure... figures) {
        return new Run(
                "2026-11-30T12:00:00Z", "abc", new Run.Machine(2, "slow", "1.0 → 2.0"), List.of(figures), List.of());
    }

    static Figure measure(String name, double value, String unit, @Nullable Double goal, @Nullable String beside) {
        return new Figure(name, Figure.Kind.MEASURE, value, unit, goal, beside, null);
    }

    private static Figure count(String name, int value) {
        return new Figure(name, Figure.Kind.COUNT, value, "writes", 0.0, null, null);
    }
}
