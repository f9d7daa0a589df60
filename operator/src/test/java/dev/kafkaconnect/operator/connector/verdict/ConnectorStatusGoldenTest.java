package dev.kafkaconnect.operator.connector.verdict;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectorStatusGoldenTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

    static Stream<GoldenCase> cases() {
        return GoldenCase.all("connector-status");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tellsWhatWasSeen(GoldenCase golden) {
        Connector connector = golden.resource("connector.yaml", Connector.class);
        ConnectorFindings findings = findings(connector, observed(golden, ConnectorParser.connectName(connector)));

        ConnectorStatus status = ConnectorStatusFactory.status(connector, findings, Advice.NONE, NOW);

        golden.expect("status.yaml", status);
    }

    private static ConnectorFindings findings(Connector connector, @Nullable ObservedConnector observed) {
        return switch (ConnectorParser.parse(connector)) {
            case Outcome.Invalid invalid -> Given.refused(invalid.verdict(), observed, ReconcileState.NONE);
            case Outcome.Parsed parsed -> {
                DesiredConnector desired = parsed.desired();
                Verdict verdict = ConnectorVerdict.of(
                        desired, new Observation(observed, NOW, RestartEvidence.Unknown), ReconcileState.NONE);
                yield Given.findings(desired, verdict, observed);
            }
        };
    }

    private static @Nullable ObservedConnector observed(GoldenCase golden, String name) {
        Set<String> living = golden.value("living-workers.yaml", new TypeReference<>() {});
        Map<String, ConnectorListing> answer = golden.value("observed.json", new TypeReference<>() {});
        return Observations.of(answer, living).get(name);
    }
}
