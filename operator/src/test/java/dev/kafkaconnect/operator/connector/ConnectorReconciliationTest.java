package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.GatedConnector;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorReconciliationTest {
    private static final Verdict REFUSED = new Verdict.Stalled(Reason.NamespaceNotAllowed, "not admitted");

    private final OpenSession open = new OpenSession();
    private final ConnectorReconciliation pass = new ConnectorReconciliation(
            open.sessions,
            Given.noValues(),
            new SharedGroups(new ConnectorIndex(), new Ownership(new ConnectorIndex(), () -> true)),
            Given.offsetsOnce(),
            OpenSession.CLOCK);
    private final Connector connector =
            GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);

    @BeforeEach
    void theWorkersHaveTheConnector() {
        open.workers.show(
                "orders",
                new ConnectorListing(
                        new ConnectorListing.Info(Map.of("name", "orders"), List.of()),
                        new ConnectorListing.Status(
                                "source",
                                new ConnectorListing.Part(0, "RUNNING", "worker:8083", null, "1.0"),
                                List.of())));
        open.pods.ready.add("worker:8083");
        open.observer.pollNow();
        await().until(() -> open.session.view("orders") instanceof ClusterView.Seen seen
                && seen.connectors().containsKey("orders"));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aSpecThatMakesNoSenseIsShownWithWhatRuns() {
        assertThat(findings(Optional.empty()).observed()).isNotNull();
    }

    @Test
    void aSpecThatMakesNoSenseShowsNothingToWhoeverMayNotSpeakForTheConnector() {
        ConnectorFindings findings = findings(Optional.of(REFUSED));

        assertThat(findings.observed()).isNull();
        assertThat(findings.verdict().reason()).isEqualTo(Reason.ConfigInvalid);
    }

    @Test
    void whatAnEarlierOperatorMadeOfTheSameSpecIsNotCalledAChangeBySomebodyElse() {
        open.workers.answer("validate", Map.of());
        connector.getMetadata().setGeneration(1L);
        connector.setStatus(new ConnectorStatus());
        connector
                .getStatus()
                .setConditions(List.of(new ConditionBuilder()
                        .withType("ConfigValid")
                        .withStatus("True")
                        .withObservedGeneration(1L)
                        .build()));
        ConnectCluster cluster = new ConnectCluster();
        cluster.setSpec(new ConnectClusterSpec());

        AppliedSteps appliedSteps =
                pass.run(gated(cluster, Optional.empty()), ReconcileState.NONE).applied();

        assertThat(appliedSteps.done()).containsExactly(new Step.PutConfig());
        assertThat(appliedSteps.corrected()).isEmpty();
    }

    private ConnectorFindings findings(Optional<Verdict> barred) {
        connector.getSpec().setState("Sleeping");
        ConnectorFindings findings = pass.run(gated(new ConnectCluster(), barred), ReconcileState.NONE)
                .findings();
        return Objects.requireNonNull(findings);
    }

    private GatedConnector gated(ConnectCluster cluster, Optional<Verdict> barred) {
        return new GatedConnector(connector, ConnectorParser.parse(connector), Optional.of(cluster), barred);
    }
}
