package dev.kafkaconnect.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void growthIsTheExponentBetweenTheTwoLargestNumbers() {
        Run run = SummaryTest.run(point(1000, 500), point(10, 3), point(100, 5));

        assertThat(run.rows()).singleElement().satisfies(growth -> {
            assertThat(growth.name()).isEqualTo("growth: cost (exponent; 1 is linear)");
            assertThat(growth.value()).isEqualTo(2);
            assertThat(growth.verdict()).isEqualTo(Figure.Verdict.MISSED);
            assertThat(growth.beside()).isEqualTo("5 ms at 100, 500 ms at 1,000 connectors");
        });
    }

    @Test
    void aSinglePointAndACostOfNothingDoNotGrow() {
        assertThat(SummaryTest.run(point(10, 3)).rows()).isEmpty();
        assertThat(SummaryTest.run(point(10, 0), point(100, 0)).rows()).isEmpty();
    }

    @Test
    void thePlotShowsEachCurveAsAMultipleOfItsFirstPoint() {
        String svg = Plot.of(Curve.of(List.of(point(10, 2), point(100, 2), point(1000, 200))));

        assertThat(svg)
                .startsWith("<svg ")
                .contains("M60.0 400.0 L280.0 400.0 L500.0 40.0")
                .contains(">cost</text>")
                .contains("2 ms → 200 ms")
                .contains("linear")
                .endsWith("</svg>\n");
    }

    private static Figure point(int connectors, double millis) {
        return new Figure("cost", Figure.Kind.MEASURE, millis, "ms", null, null, connectors);
    }
}
