package dev.kafkaconnect.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.bench.figures.Curve;
import dev.kafkaconnect.bench.figures.History;
import dev.kafkaconnect.bench.figures.Page;
import dev.kafkaconnect.bench.figures.Plot;
import dev.kafkaconnect.bench.figures.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Run with -Dgolden.update=true, it writes the page instead of comparing. */
class PerformancePageTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void thePageShowsTheRunThatWasRecordedLast() throws IOException {
        Run last = Objects.requireNonNull(new History(ROOT.resolve(ReportMain.HISTORY)).last());
        if (Boolean.getBoolean("golden.update")) {
            ReportMain.document(last, ROOT);
        }

        assertThat(ROOT.resolve("docs/performance.md")).hasContent(Page.of(last));
        assertThat(ROOT.resolve("docs/images/growth.svg")).hasContent(Plot.of(Curve.of(last.figures())));
    }
}
