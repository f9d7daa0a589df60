package dev.kafkaconnect.operator.connector;

import static dev.kafkaconnect.operator.values.SecretInMemory.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.SecretInMemory;
import dev.kafkaconnect.operator.values.ValueDistribution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorValuesTest {
    private static final Instant AS_OF = Instant.parse("2026-01-31T12:00:00Z");

    private static final Reference DATABASE = Reference.secret("team", "database");
    private static final DesiredConnector PLAIN = Given.desired(Map.of("topic", "orders"), TargetState.Running);
    private static final DesiredConnector DESIRED =
            Given.with(List.of(new ValueSource("password", DATABASE, "pass")), PLAIN);

    private final SecretInMemory secret = new SecretInMemory();
    private final OpenSession open = new OpenSession();
    private final ValueDistribution distribution = secret.distribution((cluster, version) -> {}, OpenSession.CLOCK);
    private final ConnectorValues values =
            new ConnectorValues(new ValueReader(secret.references), secret.store, distribution);

    @BeforeEach
    void theClusterHasItsSecret() {
        secret.create();
        secret.references.put(DATABASE, Map.of("pass", "hunter2"));
        open.workers.answer("taskConfigs", List.of());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private DesiredConnector complete() {
        return values.complete(DESIRED).desired();
    }

    private Verdict missing() {
        return Objects.requireNonNull(complete().referenced().missing());
    }

    private static ObservedConnector running(DesiredConnector desired) {
        return Observations.connector(desired.config(), RunState.Running, null, RunState.Running);
    }

    @Test
    void aReferenceStandsInTheConfigurationInPlaceOfTheValue() {
        assertThat(complete().config())
                .containsEntry("topic", "orders")
                .hasEntrySatisfying(
                        "password",
                        password -> assertThat(password).startsWith("${values:").doesNotContain("hunter2"));
    }

    @Test
    void aChangedValueIsAChangedConfiguration() {
        DesiredConnector before = complete();
        assertThat(complete().config()).isEqualTo(before.config());

        secret.references.put(DATABASE, Map.of("pass", "hunter3"));

        assertThat(complete().config()).isNotEqualTo(before.config());
    }

    @Test
    void aChangeOfAnotherKeyOfTheSecretChangesNothing() {
        DesiredConnector before = complete();

        secret.references.put(DATABASE, Map.of("pass", "hunter2", "other", "new"));

        assertThat(complete().config()).isEqualTo(before.config());
    }

    @Test
    void aMissingSecretIsNamedAndTheConfigurationIsHeldBack() {
        secret.references.remove(DATABASE);

        assertThat(missing()).isInstanceOf(Verdict.Awaiting.class);
        assertThat(missing().reason()).isEqualTo(Reason.ReferenceMissing);
        assertThat(missing().message()).contains("there is no Secret database, which password refers to");
    }

    @Test
    void aMissingKeyIsNamedAndNoValueOfAnother() {
        secret.references.put(DATABASE, Map.of("password", "hunter2"));

        assertThat(missing().message())
                .contains("Secret database has no key pass")
                .doesNotContain("hunter2");
    }

    @Test
    void aValueThatIsNoTextIsRefused() {
        secret.references.putBytes(DATABASE, Map.of("pass", new byte[] {(byte) 0xff, 0}));

        assertThat(missing().message()).contains("is not text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "${kafkasecurity:/etc/kafka-connect-credentials:password}, kafkasecurity",
        "a${values:/etc/kafka-connect-values:orders-1.2.0}b, values"
    })
    void aValueThatRefersToWhatIsNotForConnectorsIsRefusedWithoutBeingShown(String value, String provider) {
        secret.references.put(DATABASE, Map.of("pass", value));

        assertThat(missing()).isInstanceOf(Verdict.Stalled.class);
        assertThat(missing().reason()).isEqualTo(Reason.ConfigInvalid);
        assertThat(missing().message())
                .contains("spec.configFrom: key pass of Secret database", provider)
                .doesNotContain("${");
    }

    @Test
    void aLineBreakAtTheEndOfAValueIsPointedOut() {
        assertThat(complete().referenced().advice()).isEmpty();

        secret.references.put(DATABASE, Map.of("pass", "hunter2\n"));

        assertThat(complete().referenced().advice())
                .singleElement()
                .asString()
                .contains("key pass of Secret database", "line break")
                .doesNotContain("hunter2");
    }

    @Test
    void aClusterWithoutItsSecretIsWaitedFor() {
        secret.references.remove(Reference.secret("team", "payments-connector-values"));

        assertThat(missing()).isInstanceOf(Verdict.Progressing.class);
        assertThat(missing().reason()).isEqualTo(Reason.ValuesPending);
    }

    @Test
    void theValuesBeforeAChangeAreHiddenTooEvenFromANewOperator() {
        values.deliver(complete(), open.session);
        secret.references.put(DATABASE, Map.of("pass", "hunter3"));

        assertThat(values.complete(DESIRED).redactor().apply("hunter2 or hunter3"))
                .isEqualTo("[hidden] or [hidden]");
        assertThat(values.redactor(CLUSTER, "orders").apply("hunter2")).isEqualTo("[hidden]");
        assertThat(values.redactor(CLUSTER, "other").apply("hunter2")).isEqualTo("hunter2");
    }

    @Test
    void earlierFilesGoWhenNobodyRefersToThem() {
        DesiredConnector before = complete();
        values.deliver(before, open.session);
        secret.references.put(DATABASE, Map.of("pass", "hunter3"));
        DesiredConnector now = complete();
        values.deliver(now, open.session);

        assertThat(values.tidy(now, look(running(before)), open.session)).isFalse();
        assertThat(secret.files()).containsAll(filesOf(before)).containsAll(filesOf(now));

        open.workers.answer(
                "taskConfigs", List.of(Map.of("password", before.config().get("password"))));
        assertThat(values.tidy(now, look(running(now)), open.session)).isTrue();
        assertThat(secret.files()).containsAll(filesOf(before));

        int requests = open.workers.requests().size();
        assertThat(values.tidy(now, look(running(now), RestartEvidence.Missing), open.session))
                .as("while the earlier run goes on")
                .isTrue();
        Instant begun = AS_OF.minusSeconds(4);
        assertThat(values.tidy(
                        now, new Observation(running(now), AS_OF, RestartEvidence.Confirmed, begun), open.session))
                .as("while the workers begin others")
                .isTrue();
        assertThat(open.workers.requests()).hasSize(requests);

        open.workers.answer("taskConfigs", new ConnectFault.Busy("a rebalance"));
        assertThat(values.tidy(now, look(running(now)), open.session)).isTrue();
        assertThat(secret.files()).containsAll(filesOf(before));

        open.workers.answer(
                "taskConfigs", List.of(Map.of("password", now.config().get("password"))));
        assertThat(values.tidy(now, look(running(now)), open.session)).isFalse();
        assertThat(secret.files()).doesNotContainAnyElementsOf(filesOf(before)).containsAll(filesOf(now));
    }

    @Test
    void filesStayWhileAFailureIsShownThatMayQuoteThem() {
        DesiredConnector before = complete();
        values.deliver(before, open.session);

        ObservedConnector failed = Observations.connector(PLAIN.config(), RunState.Running, null, RunState.Failed);
        assertThat(values.tidy(PLAIN, look(failed), open.session)).isTrue();
        assertThat(secret.files()).containsAll(filesOf(before));

        assertThat(values.tidy(PLAIN, look(running(PLAIN)), open.session)).isFalse();
        assertThat(secret.files()).doesNotContainAnyElementsOf(filesOf(before));
    }

    @Test
    void filesThatSomebodyRemovedArePutBack() {
        DesiredConnector desired = complete();
        values.deliver(desired, open.session);
        distribution.remove(CLUSTER, filesOf(desired));

        values.tidy(desired, look(running(desired)), open.session);

        assertThat(secret.files()).containsAll(filesOf(desired));
    }

    @Test
    void aPassOverAConnectorThatIsAsItShouldBeReadsAndWritesNothing() {
        DesiredConnector desired = complete();
        values.deliver(desired, open.session);
        complete();
        int reads = secret.references.reads();
        int patches = secret.patches();
        int requests = open.workers.requests().size();

        values.tidy(complete(), look(running(desired)), open.session);

        assertThat(secret.references.reads()).isEqualTo(reads);
        assertThat(secret.patches()).isEqualTo(patches);
        assertThat(open.workers.requests()).hasSize(requests);
    }

    private static Observation look(ObservedConnector observed) {
        return look(observed, RestartEvidence.Unknown);
    }

    private static Observation look(ObservedConnector observed, RestartEvidence evidence) {
        return new Observation(observed, AS_OF, evidence);
    }

    private static java.util.Set<String> filesOf(DesiredConnector desired) {
        return Objects.requireNonNull(desired.referenced().files()).files().keySet();
    }
}
