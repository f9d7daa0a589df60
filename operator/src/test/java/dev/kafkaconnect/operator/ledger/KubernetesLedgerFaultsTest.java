package dev.kafkaconnect.operator.ledger;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write that did not reach Kubernetes is told, with what can be done about it. */
@EnableKubernetesMockClient(https = false)
class KubernetesLedgerFaultsTest {
    private static final ClusterId CLUSTER = new ClusterId("team", "payments");
    private static final String PLACE = "/api/v1/namespaces/team/configmaps";
    private static final Owed DEBT = new Owed("Delete", true, "2026-01-02T03:04:05Z");

    @SuppressWarnings("NullAway.Init") // set by the extension
    KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init") // set by the extension
    KubernetesClient client;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient atOnce;

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @BeforeEach
    void open() {
        atOnce = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        ledger = new KubernetesLedger(atOnce, new ReferencesInMemory(), cluster -> Map.of());
    }

    @AfterEach
    void close() {
        atOnce.close();
    }

    private void answer(int read, int write) {
        server.expect()
                .get()
                .withPath(PLACE + "/payments-connector-records")
                .andReturn(read, status(read))
                .always();
        server.expect().post().withPath(PLACE).andReturn(write, status(write)).always();
    }

    private static Object status(int code) {
        return new StatusBuilder()
                .withCode(code)
                .withMessage("said the API server")
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 503})
    void whatPassesIsWorthRepeating(int code) {
        answer(404, code);

        assertThatExceptionOfType(LedgerFault.Unavailable.class)
                .isThrownBy(() -> ledger.owe(CLUSTER, "orders", DEBT))
                .withMessageContaining("said the API server");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 422})
    void whatDoesNotPassIsToldAsARefusal(int code) {
        answer(404, code);

        assertThatExceptionOfType(LedgerFault.Refused.class)
                .isThrownBy(() -> ledger.owe(CLUSTER, "orders", DEBT))
                .withMessageContaining("team/payments-connector-records");
    }

    @Test
    void nothingThatCannotBeReadIsTakenForEmpty() {
        answer(503, 201);

        assertThatExceptionOfType(LedgerFault.Unavailable.class).isThrownBy(() -> ledger.read(CLUSTER));
        assertThatExceptionOfType(LedgerFault.Unavailable.class).isThrownBy(() -> ledger.paid(CLUSTER, "orders"));
    }
}
