package dev.kafkaconnect.operator.cluster.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage.Policy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerImageTest {

    /** The operator's default image is new, with Kafka 4.4.0. */
    @ParameterizedTest(name = "given {0}, running {1} by default {2} with Kafka {3}, {4}: {5}, held back {6}")
    @CsvSource(nullValues = "-", textBlock = """
            # nobody runs yet
            -,    -,     true,  -,     KeepImage,        new,  -
            # the default has changed
            -,    old,   true,  4.4.0, KeepKafkaVersion, new,  -
            -,    old,   true,  4.3.1, KeepKafkaVersion, old,  new
            -,    old,   true,  -,     KeepKafkaVersion, new,  -
            -,    old,   true,  4.3.1, Automatic,        new,  -
            -,    old,   true,  4.4.0, KeepImage,        old,  new
            -,    new,   true,  4.3.1, KeepImage,        new,  -
            # spec.image says what to run
            mine, old,   true,  4.3.1, KeepImage,        mine, -
            # spec.image was taken away
            -,    mine,  false, 4.3.1, KeepKafkaVersion, new,  -
            """)
    void getsAnotherVersionOfKafkaOnlyWhenAsked(
            @Nullable String given,
            @Nullable String running,
            boolean byDefault,
            @Nullable String kafka,
            Policy policy,
            String image,
            @Nullable String newer) {
        WorkerImage now = WorkerImage.of(given, "new")
                .beside(running == null ? null : new WorkerImage.Running(running, byDefault, kafka), policy, "4.4.0");

        assertThat(now.name()).isEqualTo(image);
        assertThat(now.newer()).isEqualTo(newer);
    }

    @Test
    void knowsWhoseChoiceItIs() {
        assertThat(WorkerImage.of(null, "default").byDefault()).isTrue();
        assertThat(WorkerImage.of("mine", "default").byDefault()).isFalse();
    }
}
