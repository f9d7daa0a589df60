package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connector.ConnectorActor.Outcome;
import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffsetsChangeTest {
    private static final OffsetsChange RESET = new OffsetsChange("replay", List.of());
    private static final OffsetsChange SET =
            new OffsetsChange("replay", List.of(new ConnectorOffset(Map.of("file", "a.txt"), Map.of("position", 7))));
    private final OpenSession open = new OpenSession();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void removesAllOffsets() {
        Outcome outcome = act(RESET);

        assertThat(open.workers.requests()).containsExactly("deleteOffsets");
        assertThat(outcome.memory().chronicle().offsets())
                .isEqualTo(new OffsetsChange.Result("replay", true, null, "2026-01-31T12:00:00Z"));
    }

    @Test
    void setsOffsets() {
        act(SET);

        assertThat(open.workers.requests()).containsExactly("alterOffsets");
    }

    @Test
    void keepsWhatTheWorkersHaveAgainstIt() {
        open.workers.answer("alterOffsets", new ConnectFault.Rejected("no such partition"));

        Outcome outcome = act(SET);

        assertThat(outcome.memory().chronicle().offsets())
                .isEqualTo(new OffsetsChange.Result("replay", false, "no such partition", "2026-01-31T12:00:00Z"));
    }

    @Test
    void isTriedAgainWhileTheConnectorIsStillStopping() {
        open.workers.answer(
                "deleteOffsets",
                new ConnectFault.Rejected(
                        "Connectors must be in the STOPPED state before their offsets can be modified."));

        Outcome outcome = act(RESET);

        assertThat(outcome.memory().chronicle().offsets()).isNull();
        assertThat(outcome.trouble()).extracting(Verdict::reason).isEqualTo(Reason.Rebalancing);
    }

    @Test
    void isTriedAgainWhenTheWorkersDoNotAnswer() {
        open.workers.answer("deleteOffsets", new ConnectFault.Unreachable("no answer"));

        Outcome outcome = act(RESET);

        assertThat(outcome.memory().chronicle().offsets()).isNull();
        assertThat(outcome.trouble()).isInstanceOf(Verdict.Waiting.class);
    }

    private Outcome act(OffsetsChange change) {
        DesiredConnector desired = Given.with(change, Given.desired(TargetState.Running));
        return new ConnectorActor(Given.noValues(), OpenSession.CLOCK)
                .act(List.of(new Step.ChangeOffsets()), desired, Memory.NONE, open.session);
    }
}
