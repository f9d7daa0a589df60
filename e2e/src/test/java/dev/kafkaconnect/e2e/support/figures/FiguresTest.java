package dev.kafkaconnect.e2e.support.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `make figures` goes by the word OVER at its place in the table. */
@Tag("apiserver")
class FiguresTest {
    private static final Figure ROLL =
            Figure.seconds("three workers roll", 33.04).atMost(72);
    private static final Figure RATIO =
            Figure.times("edits beside a hanging check", 1.625).atMost(1.5).beside("%s alone", "max 1.31 s");
    private static final Figure MEMORY = Figure.count("memory", 261, "MiB");

    @TempDir
    Path directory;

    @Test
    void the_table_says_which_figures_are_over_their_limit() throws Exception {
        new Figures(directory).keep(List.of(ROLL, RATIO, MEMORY));

        assertThat(directory.resolve("figures.txt")).hasContent("""
                FIGURE                        VALUE    LIMIT          BESIDE
                three workers roll            33.0 s   72     within
                edits beside a hanging check  1.63 x   1.50   OVER    max 1.31 s alone
                memory                        261 MiB
                """);
    }

    @Test
    void the_file_holds_name_value_unit_limit_and_peer() throws Exception {
        new Figures(directory).keep(List.of(RATIO, MEMORY));

        assertThat(Files.readString(directory.resolve("figures.json"))).isEqualToIgnoringWhitespace("""
                [ {"name": "edits beside a hanging check", "value": 1.625, "unit": "x", "limit": 1.5,
                   "peer": "max 1.31 s alone"},
                  {"name": "memory", "value": 261.0, "unit": "MiB"} ]
                """);
    }

    @Test
    void a_figure_that_is_measured_again_replaces_the_earlier_one() {
        Figures figures = new Figures(directory);
        figures.keep(List.of(ROLL, MEMORY));

        figures.keep(List.of(Figure.seconds(ROLL.name(), 80).atMost(72)));

        assertThat(directory.resolve("figures.txt"))
                .content()
                .containsOnlyOnce(ROLL.name())
                .contains("80 s", "OVER")
                .contains("memory");
    }

    @Test
    void writers_at_the_same_time_lose_nothing() {
        Figures figures = new Figures(directory);

        IntStream.range(0, 40)
                .parallel()
                .forEach(number -> figures.keep(List.of(Figure.count("n" + number, number, "records"))));

        assertThat(directory.resolve("figures.txt")).content().hasLineCount(41);
    }
}
