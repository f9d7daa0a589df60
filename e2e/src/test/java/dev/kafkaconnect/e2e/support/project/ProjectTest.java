package dev.kafkaconnect.e2e.support.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of API servers and workers that tests start never get to where they could be committed. */
@Tag("apiserver")
class ProjectTest {

    @ParameterizedTest
    @ValueSource(strings = {"tests", "x", "lanes/faults"})
    void what_a_run_leaves_behind_is_below_target(String run) {
        assertThat(Project.outputOf(run))
                .isEqualTo(Path.of("target").toAbsolutePath().resolve(run));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "/tmp/x", "tests/../../x"})
    void a_run_outside_of_target_is_refused(String run) {
        assertThatThrownBy(() -> Project.outputOf(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Doutput=" + run);
    }

    @Test
    void the_directory_in_use_is_below_target() {
        assertThat(Project.output("api-test")).startsWith(Path.of("target").toAbsolutePath());
    }
}
