package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandaloneStartSetTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private final StandaloneStartSet list = new StandaloneStartSet();

    @Test
    void remembersADeletionUntilItIsSeen() {
        list.isNow(Map.of("orders", InitialState.RUNNING));

        list.deleted("orders", NOW);

        assertThat(list.deletedSince("orders", NOW)).isTrue();
        assertThat(list.deletedSince("orders", NOW.plusMillis(1))).isFalse();
        assertThat(list.deletedSince("orders", NOW)).isFalse();
    }

    @Test
    void remembersNoDeletionFromWorkersThatStartWithNothing() {
        list.deleted("before", NOW);
        list.isNone();
        list.deleted("orders", NOW);

        assertThat(list.deletedSince("before", NOW)).isFalse();
        assertThat(list.deletedSince("orders", NOW)).isFalse();
        assertThat(list.mayStart("orders")).isFalse();
    }
}
