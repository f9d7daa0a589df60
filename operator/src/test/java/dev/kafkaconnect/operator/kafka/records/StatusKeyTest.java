package dev.kafkaconnect.operator.kafka.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusKeyTest {

    @ParameterizedTest
    @CsvSource({
        "status-connector-orders, orders",
        "status-connector-orders-0, orders-0",
        "status-connector-task-of-mine-7, task-of-mine-7"
    })
    void knowsConnectors(String key, String connector) {
        assertThat(StatusKey.parse(key)).contains(new StatusKey(connector, null));
    }

    @ParameterizedTest
    @CsvSource({
        "status-task-orders-0, orders, 0",
        "status-task-orders-1-12, orders-1, 12",
        "status-task-status-task-x-3, status-task-x, 3"
    })
    void knowsTasks(String key, String connector, int task) {
        assertThat(StatusKey.parse(key)).contains(new StatusKey(connector, task));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-topic-lines:connector-orders", "status-task-orders", "connector-orders", ""})
    void ignoresTheRest(String key) {
        assertThat(StatusKey.parse(key)).isEmpty();
    }

    @Test
    void ignoresANumberThatNoTaskHas() {
        assertThat(StatusKey.parse("status-task-orders-99999999999")).isEmpty();
    }
}
