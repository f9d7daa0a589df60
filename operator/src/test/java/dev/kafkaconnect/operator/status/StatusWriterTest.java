package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.FailedTasks;
import dev.kafkaconnect.api.connectorstatus.Tasks;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusWriterTest {
    private static final KubernetesSerialization API_SERVER = LenientSerialization.create();

    static Stream<Named<Consumer<ConnectorStatus>>> changes() {
        return Stream.of(
                Named.of("state", status -> status.setState("Paused")),
                Named.of("generation", status -> status.setObservedGeneration(5L)),
                Named.of("a count", status -> status.getTasks().setRunning(1)),
                Named.of("a removed field", status -> status.setWorkerId(null)),
                Named.of(
                        "a message", status -> status.getConditions().getFirst().setMessage("otherwise")),
                Named.of("one failed task less", status -> status.setFailedTasks(List.of())));
    }

    @Test
    void twoEqualStatusesAreTheSame() {
        assertThat(StatusWriter.same(status(), status())).isTrue();
    }

    @Test
    void aStatusIsTheSameWhenItComesBackFromTheApiServer() {
        ConnectorStatus stored = API_SERVER.unmarshal(API_SERVER.asJson(status()), ConnectorStatus.class);

        assertThat(StatusWriter.same(stored, status())).isTrue();
    }

    @Test
    void noStatusIsNotTheSameAsAnyStatus() {
        assertThat(StatusWriter.same(null, new ConnectorStatus())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isNotTheSameAfterAChangeOf(Consumer<ConnectorStatus> change) {
        ConnectorStatus changed = status();

        change.accept(changed);

        assertThat(StatusWriter.same(status(), changed)).isFalse();
    }

    private static ConnectorStatus status() {
        ConnectorStatus status = new ConnectorStatus();
        status.setState("Running");
        status.setObservedGeneration(4L);
        status.setWorkerId("one:8083");
        Tasks tasks = new Tasks();
        tasks.setTotal(2);
        tasks.setRunning(2);
        status.setTasks(tasks);
        FailedTasks failed = new FailedTasks();
        failed.setId(1);
        status.setFailedTasks(List.of(failed));
        Verdict verdict = new Verdict.Ready(Reason.Running, "it runs");
        status.setConditions(Conditions.of(verdict, List.of(), null, 4L, Instant.EPOCH));
        return status;
    }
}
