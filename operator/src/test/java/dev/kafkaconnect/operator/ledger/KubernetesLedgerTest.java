package dev.kafkaconnect.operator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.ledger.OffsetsChangeEntry.Progress;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesLedgerTest {
    private static final ClusterId CLUSTER = new ClusterId("team", "payments");
    private static final Map<String, String> OURS = Map.of("app.kubernetes.io/managed-by", "us");
    private static final OffsetsChangeEntry REPLAY =
            new OffsetsChangeEntry("replay-1", Progress.Done, null, "2026-01-02T03:04:05Z");
    private static final Owed DEBT = new Owed("Delete", true, "2026-01-02T03:04:05Z");

    @SuppressWarnings("NullAway.Init") // set by the extension
    KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init") // set by the extension
    KubernetesClient client;

    private final ReferencesInMemory references = new ReferencesInMemory();

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = another();
    }

    private Ledger another() {
        return new KubernetesLedger(client, references, cluster -> OURS);
    }

    private ConfigMap stored() {
        return client.configMaps()
                .inNamespace("team")
                .withName("payments-connector-records")
                .get();
    }

    @Test
    void holdsNothingOfAClusterOfWhichNothingWasWritten() throws LedgerFault {
        assertThat(ledger.read(CLUSTER).changes("orders")).isEmpty();
        assertThat(ledger.read(CLUSTER).owed()).isEmpty();
        assertThat(stored()).isNull();
    }

    @Test
    void whatWasWrittenIsReadByTheNextOperator() throws LedgerFault {
        ledger.keepChanges(CLUSTER, "orders", List.of(REPLAY));
        ledger.owe(CLUSTER, "invoices", DEBT);

        Page page = another().read(CLUSTER);

        assertThat(page.changes("orders")).containsExactly(REPLAY);
        assertThat(page.changes("invoices")).isEmpty();
        assertThat(page.owed()).containsExactly(Map.entry("invoices", DEBT));
    }

    @Test
    void isLabelledAsOursAndOwnedByNobody() throws LedgerFault {
        ledger.owe(CLUSTER, "orders", DEBT);

        assertThat(stored().getMetadata().getLabels()).containsAllEntriesOf(OURS);
        assertThat(stored().getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void readsItsOwnWritesThoughNoNewsOfThemHasCome() throws LedgerFault {
        ledger.keepChanges(CLUSTER, "orders", List.of(REPLAY));
        ledger.keepChanges(CLUSTER, "invoices", List.of(REPLAY));

        assertThat(ledger.read(CLUSTER).changes("orders")).containsExactly(REPLAY);
        assertThat(ledger.read(CLUSTER).changes("invoices")).containsExactly(REPLAY);
    }

    @Test
    void asksKubernetesOnceForAsLongAsNothingChanges() throws LedgerFault {
        ledger.read(CLUSTER);
        int asked = server.getRequestCount();

        ledger.read(CLUSTER);
        ledger.paid(CLUSTER, "orders");

        assertThat(server.getRequestCount()).isEqualTo(asked);
    }

    @Test
    void changesOfOffsetsAndDebtsOfOneConnectorLeaveEachOtherAlone() throws LedgerFault {
        ledger.keepChanges(CLUSTER, "orders", List.of(REPLAY));
        Ledger other = another();
        other.read(CLUSTER);
        ledger.owe(CLUSTER, "orders", DEBT);
        other.keepChanges(CLUSTER, "orders", List.of());

        assertThat(another().read(CLUSTER).owed()).containsKey("orders");
        assertThat(another().read(CLUSTER).changes("orders")).isEmpty();
    }

    @Test
    void aPaidDebtIsTakenOut() throws LedgerFault {
        ledger.owe(CLUSTER, "orders", DEBT);
        String key = stored().getData().keySet().iterator().next();
        ledger.paid(CLUSTER, "orders");

        assertThat(stored().getData().get(key)).isNull();
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAsItIs() {
        aConfigMapOfSomebodyElse();

        assertThatExceptionOfType(LedgerFault.Foreign.class).isThrownBy(() -> ledger.read(CLUSTER));
        assertThatExceptionOfType(LedgerFault.Foreign.class).isThrownBy(() -> ledger.owe(CLUSTER, "orders", DEBT));
        assertThat(stored().getData()).containsExactly(Map.entry("theirs", "1"));
    }

    @Test
    void oneThatAppearedSinceItWasReadIsLeftAsItIs() throws LedgerFault {
        ledger.read(CLUSTER);
        aConfigMapOfSomebodyElse();

        assertThatExceptionOfType(LedgerFault.Unavailable.class).isThrownBy(() -> ledger.owe(CLUSTER, "orders", DEBT));
        assertThatExceptionOfType(LedgerFault.Foreign.class).isThrownBy(() -> ledger.owe(CLUSTER, "orders", DEBT));
        assertThat(stored().getData()).containsExactly(Map.entry("theirs", "1"));
    }

    private void aConfigMapOfSomebodyElse() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("team")
                        .withName("payments-connector-records")
                        .endMetadata()
                        .withData(Map.of("theirs", "1"))
                        .build())
                .create();
    }

    @Test
    void newsOfAChangeMakeItReadAgain() throws LedgerFault {
        ledger.read(CLUSTER);
        another().owe(CLUSTER, "orders", DEBT);
        references.put(Reference.configMap("team", "payments-connector-records"), Map.of());

        assertThat(ledger.read(CLUSTER).owed()).containsKey("orders");
    }

    @Test
    void whatDoesNotFitIsRefused() throws LedgerFault {
        OffsetsChangeEntry large = new OffsetsChangeEntry("x", Progress.Failed, "x".repeat(600_000), "now");
        ledger.keepChanges(CLUSTER, "orders", List.of(large));

        assertThatExceptionOfType(LedgerFault.Full.class)
                .isThrownBy(() -> ledger.keepChanges(CLUSTER, "invoices", List.of(large)))
                .withMessageContaining("payments-connector-records");
        ledger.keepChanges(CLUSTER, "orders", List.of(REPLAY));
        assertThat(ledger.read(CLUSTER).changes("orders")).containsExactly(REPLAY);
    }

    @Test
    void anEntryOfALaterVersionIsNotTakenForNone() throws LedgerFault {
        ledger.keepChanges(CLUSTER, "orders", List.of(REPLAY));
        String key = stored().getData().keySet().iterator().next();
        client.resource(new ConfigMapBuilder(stored())
                        .withData(Map.of(
                                key, "{\"name\":\"orders\",\"changes\":[{\"id\":\"x\",\"progress\":\"Later\"}]}"))
                        .build())
                .update();

        assertThatExceptionOfType(LedgerFault.Unreadable.class)
                .isThrownBy(() -> another().read(CLUSTER).changes("orders"))
                .withMessageContaining(key);
    }
}
