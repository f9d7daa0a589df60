package dev.kafkaconnect.operator.kafka.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredConnectorsTest {
    private static final String STARTED = "{\"state\":\"STARTED\"}";
    private static final String STOPPED = "{\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}";

    private final StoredConnectors stored = new StoredConnectors();

    private static String config(String topic) {
        return "{\"properties\":{\"topic\":\"%s\"}}".formatted(topic);
    }

    @Test
    void theLastConfigurationCounts() {
        stored.add("connector-orders", config("lines"));
        stored.add("task-orders-0", config("lines"));
        stored.add("commit-orders", "{\"tasks\":1}");
        stored.add("connector-orders", config("words"));

        assertThat(stored.notStopped()).isEqualTo(Map.of("orders", Map.of("topic", "words")));
    }

    @Test
    void whatWasDeletedIsNotStarted() {
        stored.add("connector-orders", config("lines"));
        stored.add("target-state-orders", STOPPED);
        stored.add("connector-orders", null);
        stored.add("target-state-orders", null);

        assertThat(stored.notStopped()).isEmpty();

        stored.add("connector-orders", config("words"));

        assertThat(stored.notStopped()).containsOnlyKeys("orders");
    }

    @Test
    void whatIsStoppedIsNotStartedUntilItIsResumed() {
        stored.add("connector-orders", config("lines"));
        stored.add("target-state-orders", STOPPED);
        stored.add("connector-returns", config("lines"));
        stored.add("target-state-returns", "{\"state\":\"PAUSED\",\"state.v2\":\"PAUSED\"}");

        assertThat(stored.notStopped()).containsOnlyKeys("returns");

        stored.add("target-state-orders", STARTED);

        assertThat(stored.notStopped()).containsOnlyKeys("orders", "returns");
    }

    @Test
    void recordsOfOthersAreSkipped() {
        stored.add("session-key", "{\"key\":\"x\"}");
        stored.add("connector-orders", "not json");
        stored.add("connector-returns", "{\"properties\":7}");

        assertThat(stored.notStopped()).isEmpty();
    }
}
