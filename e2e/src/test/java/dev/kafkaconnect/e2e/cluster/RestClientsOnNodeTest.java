package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients of spec.rest.clients, of which the workers learn through the kubelet and whose Secrets the garbage collector removes. */
@Tag("cluster")
class RestClientsOnNodeTest {
    private static final String NAME = "visited";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("rest-clients");

    private final Resources resources = CLUSTER.resources();

    @Test
    void a_client_reads_until_it_is_removed_and_no_worker_restarts_for_it() {
        resources.apply(Yaml.cluster(NAME));
        resources.awaitClusterReady(NAME);
        String worker =
                DeployedWorkers.pods(CLUSTER, NAME).getFirst().getMetadata().getUid();

        resources.apply(Yaml.cluster(NAME, "rest: {clients: [{name: reader, access: ReadOnly}]}"));

        await().atMost(Resources.PATIENCE).until(() -> secretExists());
        ConnectApi reader = DeployedWorkers.asClient(CLUSTER, NAME, "reader");
        await().atMost(Resources.PATIENCE).until(() -> answers(reader));
        assertThatExceptionOfType(ConnectFault.Rejected.class).isThrownBy(() -> reader.delete("anything"));

        resources.apply(Yaml.cluster(NAME));

        await().atMost(Resources.PATIENCE).until(() -> !answers(reader));
        await().atMost(Resources.PATIENCE).until(() -> !secretExists());
        assertThat(DeployedWorkers.ready(CLUSTER, NAME))
                .extracting(pod -> pod.getMetadata().getUid())
                .containsExactly(worker);
        resources.deleteCluster(NAME);
    }

    private static boolean secretExists() {
        return CLUSTER.admin()
                        .secrets()
                        .inNamespace(CLUSTER.namespace())
                        .withName(NAME + "-rest-client-reader")
                        .get()
                != null;
    }

    private static boolean answers(ConnectApi client) {
        try {
            client.connectors();
            return true;
        } catch (ConnectFault.Rejected refused) {
            return false;
        } catch (ConnectFault other) {
            throw new AssertionError(other);
        }
    }
}
