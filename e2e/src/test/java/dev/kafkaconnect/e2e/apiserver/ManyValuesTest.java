package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More values than Kubernetes takes in one Secret. */
@Tag("apiserver")
class ManyValuesTest {
    private static final int BYTES = 400 * 1024;
    private static final String FIRST = "example-connector-values";
    private static final String SECOND = "example-connector-values-1";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void aClusterThatRuns() {
        ClusterScenario.ready(wanted, workers, "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n");
    }

    private void connector(String name) {
        wanted.secret("of-" + name, Map.of("key", "x".repeat(BYTES)));
        wanted.connector(name, """
                clusterRef: {name: example}
                class: FileStreamSource
                config: {file: /tmp/lines}
                configFrom: [{key: key, secretKeyRef: {name: of-%s, key: key}}]
                """.formatted(name));
        becomes(name, "Running");
    }

    private void becomes(String connector, String reason) {
        eventually()
                .untilAsserted(() -> assertThat(wanted.reasonOfConnector(connector))
                        .as(String.valueOf(wanted.ofConnector(connector, "Ready")))
                        .isEqualTo(reason));
    }

    private static Secret secret(String name) {
        return API.admin().secrets().inNamespace(API.namespace()).withName(name).get();
    }

    private static Set<String> filesOf(String connector, String secret) {
        Set<String> files = new TreeSet<>(secret(secret).getData().keySet());
        files.removeIf(file -> !file.startsWith(connector + "-"));
        return files;
    }

    @Test
    void what_the_first_secret_has_no_room_for_is_in_a_second_one_that_belongs_to_the_cluster() {
        connector("one");
        connector("two");
        assertThat(secret(SECOND)).isNull();

        connector("three");

        assertThat(filesOf("one", FIRST)).hasSize(2);
        assertThat(filesOf("two", FIRST)).hasSize(2);
        assertThat(filesOf("three", SECOND)).hasSize(2);
        assertThat(secret(SECOND).getMetadata().getLabels())
                .isEqualTo(secret(FIRST).getMetadata().getLabels());
        assertThat(secret(SECOND).getMetadata().getOwnerReferences())
                .isNotEmpty()
                .isEqualTo(secret(FIRST).getMetadata().getOwnerReferences());
        assertThat(workers.statefulSet().getSpec().getTemplate().getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("connector-value-files"))
                .singleElement()
                .satisfies(volume -> assertThat(volume.getProjected().getSources())
                        .anySatisfy(source -> {
                            assertThat(source.getSecret().getName()).isEqualTo(SECOND);
                            assertThat(source.getSecret().getOptional()).isTrue();
                        }));

        operator.restart();
        wanted.deleteConnector("three");

        eventually().until(() -> filesOf("three", SECOND).isEmpty());
        assertThat(filesOf("one", FIRST)).hasSize(2);
    }
}
