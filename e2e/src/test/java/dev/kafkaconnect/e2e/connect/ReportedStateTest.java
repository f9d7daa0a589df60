package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Fault;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Connect says for a moment, or says with the wrong words, is not taken for the truth. */
@Tag("connect")
@Tag("faults")
class ReportedStateTest {
    private static final int LAGGING_LOOKS = 4;
    private static final Duration LONG_FAILING = Duration.ofSeconds(45);
    private static final Duration LONG_IN_ENDING = Duration.ofSeconds(3);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "true").withTopic(1);

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;

    private void create(String lines, String config) {
        wanted.connector(name, SequenceSpecs.source(lines, "topic: %s, rate: 1%s".formatted(topic, config)));
    }

    private void isReady() {
        eventually().until(() -> CLUSTER.isReady(name));
    }

    @Test
    void a_connector_that_runs_without_tasks_is_not_ready() throws Exception {
        create("", ", sequences: 0");

        eventually().until(() -> wanted.reasonOfConnector(name), "NoTasks"::equals);

        assertThat(CLUSTER.connect().connectors().get(name).status().connector().state())
                .isEqualTo("RUNNING");
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("False");
        assertThat(wanted.ofConnector(name, "Stalled")).isNull();

        wanted.changeConnector(name, "config: {sequences: 1}");

        isReady();
    }

    @Test
    void the_run_that_is_about_to_end_is_not_taken_for_the_new_one() {
        create("tasksMax: 3", "");
        isReady();

        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            wanted.changeConnector(name, "config: {sequences: 3}");
            isReady();

            assertThat(log.of(name))
                    .filteredOn(shown -> shown.isReady(2))
                    .isNotEmpty()
                    .allSatisfy(
                            shown -> assertThat(shown.connector().getStatus().getTasksReady())
                                    .isEqualTo("3/3"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "task-stop"})
    void a_run_that_is_long_in_ending_is_not_taken_for_the_new_one(String moment) {
        create("", ", trouble.%s: slow %d".formatted(moment, LONG_IN_ENDING.toMillis()));
        isReady();
        Instant edited = Instant.now();

        wanted.changeConnector(name, "config: {rate: 2}");
        isReady();

        assertThat(Duration.between(edited, Instant.now())).isGreaterThan(LONG_IN_ENDING);
    }

    @Test
    void a_task_that_fails_again_and_again_is_never_called_updating() {
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            create("autoRestart: {initialDelay: 1s, maxDelay: 3s}", ", sequences: 2, trouble.move: fail");

            within(LONG_FAILING)
                    .until(() -> wanted.connector(name).getStatus().getRestarts() != null
                            && wanted.connector(name).getStatus().getRestarts().getCount() >= 3
                            && wanted.connector(name).getStatus().getRestarts().getNextAt() != null);

            assertThat(log.of(name))
                    .filteredOn(shown -> shown.connector().getStatus() != null
                            && shown.connector().getStatus().getRestarts() != null
                            && shown.connector().getStatus().getRestarts().getCount() > 0)
                    .extracting(shown -> shown.condition("Ready")
                            .map(ready -> ready.getReason())
                            .orElse(""))
                    .contains("TasksFailed")
                    .doesNotContain("Updating");
            assertThat(wanted.ofConnector(name, "Ready").getMessage()).contains("told to fail", "is due at");
        }
    }

    @Test
    void a_connector_that_has_no_status_yet_is_neither_missing_nor_created_twice() {
        int before = CLUSTER.requests().size();
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            create("", ", trouble.start: slow 1500");
            isReady();

            assertThat(log.failures()).isEmpty();
            assertThat(log.of(name))
                    .extracting(shown -> shown.condition("Ready")
                            .map(ready -> ready.getReason())
                            .orElse(""))
                    .contains("Starting");
        }
        assertThat(CLUSTER.requests().stream().skip(before)).containsOnlyOnce("POST /connectors");
    }

    @Test
    void a_worker_that_lags_behind_after_a_change_is_not_drift() throws Exception {
        create("", "");
        isReady();
        String before = CLUSTER.get("/connectors?expand=status&expand=info");
        AtomicInteger looks = new AtomicInteger(LAGGING_LOOKS);
        AtomicInteger puts = new AtomicInteger();
        CLUSTER.proxy().change(request -> {
            if (request.path().endsWith("/%s/config".formatted(name))) {
                puts.incrementAndGet();
            }
            boolean lags = puts.get() > 0 && request.path().equals("/connectors") && looks.getAndDecrement() > 0;
            return lags ? new Fault.Answer(200, "application/json", before) : new Fault.None();
        });

        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            wanted.changeConnector(name, "config: {rate: 2}");
            eventually().until(() -> looks.get() <= 0);
            isReady();

            assertThat(puts.get()).isEqualTo(1);
            assertThat(log.failures()).isEmpty();
            assertThat(eventReasons()).contains("ConfigUpdated").doesNotContain("DriftCorrected");
        }
    }

    private List<String> eventReasons() {
        return CLUSTER.api.admin().v1().events().inNamespace(CLUSTER.api.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .map(Event::getReason)
                .toList();
    }
}
