package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorspec.Offsets;
import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.connector.verdict.ConnectorStatusFactory;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReconcileStateFromStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aConnectorIsNewUntilItWasDecidedOnItsOffsets() {
        Connector connector = connector("minimal");
        Offsets wanted = new Offsets();
        wanted.setId("replay");
        wanted.setReset(true);
        connector.getSpec().setOffsets(wanted);
        ReconcileState memory = ReconcileStateFromStatus.of(connector, null, NOW);

        connector.setStatus(ConnectorStatusFactory.status(
                connector, new ConnectorFindings(null, Given.WAITING, null, true, null, memory), Advice.NONE, NOW));

        assertThat(connector.getStatus().getOffsets().getResult()).isEqualTo("Pending");
        assertThat(memory.offsets().appearedAt()).isEqualTo(NOW);
        assertThat(ReconcileStateFromStatus.of(connector, null, NOW)).isEqualTo(memory);
    }

    @Test
    void aConnectorWithTheStatusThatItsDefinitionGivesItIsNew() {
        Connector connector = connector("minimal");
        ReconcileState expected = ReconcileStateFromStatus.of(connector, null, NOW);
        connector.setStatus(new ConnectorStatus());
        connector.getStatus().setObservedGeneration(-1L);

        assertThat(ReconcileStateFromStatus.of(connector, null, NOW)).isEqualTo(expected);
    }

    @Test
    void remembersWhatAnEarlierOperatorDid() {
        ReconcileState memory = ReconcileStateFromStatus.of(connector("looked-after-before"), "tuesday", NOW);

        assertThat(memory.persisted().restartedAt()).isEqualTo("monday");
        assertThat(memory.restarts())
                .isEqualTo(
                        new Restarts(3, Instant.parse("2026-01-31T11:59:00Z"), Instant.parse("2026-01-31T12:00:20Z")));
        assertThat(memory.offsets().last())
                .isEqualTo(new OffsetsChange.Result("replay", false, "no such topic", "2026-01-31T11:00:00Z"));
    }

    @Test
    void isWhatTheStatusOfAnotherOperatorWasMadeOf() {
        Connector connector = connector("looked-after-before");
        ReconcileState memory = ReconcileStateFromStatus.of(connector, null, NOW);

        ConnectorStatus status = ConnectorStatusFactory.status(
                connector,
                new ConnectorFindings(null, Given.WAITING, null, false, null, memory),
                Advice.NONE,
                Instant.parse("2026-01-31T12:00:00Z"));
        connector.setStatus(status);

        assertThat(ReconcileStateFromStatus.of(connector, null, NOW)).isEqualTo(memory);
    }

    @Test
    void everyStatusKeepsTheEvidenceOfConsent() {
        Connector connector = connector("minimal");
        ConnectorStatus status = new ConnectorStatus();
        status.setAdmittedBy("uid-of-payments");
        connector.setStatus(status);

        ConnectorStatus next = ConnectorStatusFactory.status(
                connector,
                new ConnectorFindings(
                        null, Given.WAITING, null, true, null, ReconcileStateFromStatus.of(connector, null, NOW)),
                Advice.NONE,
                Instant.parse("2026-01-31T12:00:00Z"));

        assertThat(next.getAdmittedBy()).isEqualTo("uid-of-payments");
    }

    @Test
    void remembersThatAConnectorWasReadyWithoutATask() {
        Connector connector = connector("minimal");
        ObservedConnector idle = Observations.connector(RunState.Running);
        Verdict ready = new Verdict.Ready(Reason.NoTasks, "it has nothing to do");
        Instant then = Instant.parse("2026-01-31T12:00:00Z");
        connector.setStatus(
                ConnectorStatusFactory.status(connector, Given.findings(null, ready, idle), Advice.NONE, then));

        assertThat(ReconcileStateFromStatus.of(connector, null, NOW).idleSince())
                .isEqualTo(IdleTime.FOR_GOOD);
        assertThat(ReadyIdle.holds(connector)).isTrue();
    }

    @Test
    void doesNotRestartANewConnectorThatBearsTheAnnotation() {
        ReconcileState memory = ReconcileStateFromStatus.of(connector("minimal"), "tuesday", NOW);

        assertThat(memory.persisted().restartedAt()).isEqualTo("tuesday");
    }

    @Test
    void restartsAnOldConnectorThatGetsItsFirstAnnotation() {
        Connector connector = connector("minimal");
        connector.setStatus(new ConnectorStatus());

        ReconcileState memory = ReconcileStateFromStatus.of(connector, "tuesday", NOW);

        assertThat(memory.persisted().restartedAt()).isNull();
    }

    @Test
    void doesWithoutATimeThatItCannotRead() {
        Connector connector = connector("looked-after-before");
        connector.getStatus().getRestarts().setNextAt("soon");

        ReconcileState memory = ReconcileStateFromStatus.of(connector, null, NOW);

        assertThat(memory.restarts().count()).isEqualTo(3);
        assertThat(memory.restarts().nextAt()).isNull();
    }

    private static Connector connector(String name) {
        return GoldenCase.of("connectors", name).resource("connector.yaml", Connector.class);
    }
}
