package dev.kafkaconnect.operator.connector.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTest {
    private static final Map<String, Integer> PARTITIONS = Map.of("orders", 2, "returns", 3, "other", 50);

    @ParameterizedTest(name = "{0} of {2} with {1} tasks: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        4 | 4 | orders,returns  | -
        5 | 5 | orders,returns  | -
        6 | 6 | orders,returns  | 6 tasks share the 5 partitions of its topics, 1 more than can have work; spec.tasksMax: 5 is enough
        4 | 4 | orders          | 4 tasks share the 2 partitions of its topic, 2 more than can have work; spec.tasksMax: 2 is enough
        9 | 4 | orders          | 4 tasks share the 2 partitions of its topic, 2 more than can have work; spec.tasksMax: 2 is enough
        9 | 4 | orders,returns  | spec.tasksMax is 9, but the connector splits its work into 4 tasks; spec.tasksMax: 4 is enough
        6 | 6 | orders,unknown  | -
        6 | 6 | -               | -
        9 | 1 | -               | spec.tasksMax is 9, but the connector splits its work into 1 task; spec.tasksMax: 1 is enough
        9 | 0 | -               | -
        """)
    void ofASink(int tasksMax, int tasks, String topics, String sentence) {
        ObservedConnector sink = observed("sink", topics == null ? Map.of() : Map.of("topics", topics), tasks);

        assertThat(Parallelism.advice(tasksMax, sink, Optional.of(PARTITIONS)))
                .isEqualTo(sentence == null ? List.of() : List.of(sentence));
    }

    @Test
    void saysNothingOfPartitionsThatAreNotKnown() {
        assertThat(Parallelism.advice(6, observed("sink", Map.of("topics", "orders"), 6), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aSourceHasNoTopicsToShare() {
        assertThat(Parallelism.topics(observed("source", Map.of("topics", "orders"), 6)))
                .isEmpty();
    }

    @Test
    void topicsAreReadAsTheWorkersReadThem() {
        assertThat(Parallelism.topics(observed("sink", Map.of("topics", " returns, orders,,"), 1)))
                .containsExactly("orders", "returns");
    }

    private static ObservedConnector observed(String type, Map<String, String> config, int tasks) {
        RunState[] states = new RunState[tasks];
        Arrays.fill(states, RunState.Running);
        ObservedConnector any = Observations.connector(config, RunState.Running, null, states);
        return new ObservedConnector(
                any.config(), type, any.version(), any.state(), any.target(), any.workerId(), any.trace(), any.tasks());
    }
}
