package dev.kafkaconnect.e2e.support.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `make bench` reads these files by the names of their fields. */
@Tag("apiserver")
class FiguresTest {
    private static final Figure RATIO =
            Figure.times("edits beside a hanging check", 1.625).atMost(1.5).beside("%s alone", "max 1.31 s");
    private static final Figure WRITES =
            Figure.count("writes at rest", 0, "writes").atMost(0);
    private static final Figure MEMORY = Figure.measure("memory", 261, "MiB");

    @TempDir
    Path directory;

    @Test
    void the_file_holds_name_kind_value_unit_goal_and_what_it_was_measured_beside() throws Exception {
        new Figures(directory).keep(List.of(RATIO, WRITES, MEMORY.with(1000)));

        assertThat(json()).isEqualToIgnoringWhitespace("""
                [ {"name": "edits beside a hanging check", "kind": "MEASURE", "value": 1.625, "unit": "x", "goal": 1.5,
                   "beside": "max 1.31 s alone"},
                  {"name": "writes at rest", "kind": "COUNT", "value": 0.0, "unit": "writes", "goal": 0.0},
                  {"name": "memory", "kind": "MEASURE", "value": 261.0, "unit": "MiB", "connectors": 1000} ]
                """);
    }

    @Test
    void a_figure_that_is_measured_again_replaces_the_earlier_one_with_as_many_connectors() throws Exception {
        Figures figures = new Figures(directory);
        figures.keep(List.of(RATIO, MEMORY.with(10), MEMORY.with(100)));

        figures.keep(List.of(Figure.measure(MEMORY.name(), 100, "MiB").with(100)));

        assertThat(json()).contains("261.0").contains("100.0").containsOnlyOnce("\"connectors\" : 100");
    }

    @Test
    void what_was_not_measured_is_noted_line_by_line() {
        Figures figures = new Figures(directory);

        figures.note("one");
        figures.note("two");

        assertThat(directory.resolve("figures.notes")).hasContent("one\ntwo\n");
    }

    @Test
    void writers_at_the_same_time_lose_nothing() throws Exception {
        Figures figures = new Figures(directory);

        IntStream.range(0, 40)
                .parallel()
                .forEach(number -> figures.keep(List.of(Figure.count("n" + number, number, "records"))));

        assertThat(json().split("\"name\"", -1)).hasSize(41);
    }

    private String json() throws Exception {
        return Files.readString(directory.resolve("figures.json"));
    }
}
