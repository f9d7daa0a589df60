package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets that a ConnectCluster refers to: missing, wrong, changed. With the rights that are shipped. */
@Tag("apiserver")
class KafkaCredentialsTest {
    private static final String REVISION = "kafkaconnect.dev/credentials";

    private static final String SPEC = """
            kafka:
              bootstrapServers: kafka:9092
              authentication:
                type: ScramSha512
                username: connect
                passwordSecretKeyRef: {name: kafka-user, key: password}
            """;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_secret_that_is_missing_is_named_and_its_coming_is_enough() {
        wanted.cluster("example", SPEC);
        eventually().until(() -> wanted.reasonOfCluster("example"), "SecretMissing"::equals);
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains("the Secret kafka-user does not exist");
        assertThat(wanted.ofCluster("example", "Reconciling")).isNotNull();
        assertThat(workers.statefulSet()).isNull();

        wanted.secret("kafka-user", Map.of("pass", "canary"));
        eventually()
                .until(
                        () -> wanted.ofCluster("example", "Ready").getMessage(),
                        message -> message.contains("the Secret kafka-user has no key password"));

        wanted.secret("kafka-user", Map.of("password", "canary\n"));
        eventually().until(() -> wanted.reasonOfCluster("example"), "SecretInvalid"::equals);
        assertThat(wanted.ofCluster("example", "Stalled").getMessage()).contains("ends with a line break");

        wanted.secret("kafka-user", Map.of("password", "canary"));
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    @Test
    void a_changed_secret_changes_the_pod_template_and_nothing_tells_what_it_holds() {
        wanted.secret("kafka-user", Map.of("password", "canary-one"));
        ClusterScenario.ready(wanted, workers, SPEC);
        String before = revision();

        wanted.secret("kafka-user", Map.of("password", "canary-one", "of-another", "canary-three"));
        operator.passTwice(workers);
        assertThat(revision()).isEqualTo(before);

        wanted.secret("kafka-user", Map.of("password", "canary-two"));

        eventually().until(() -> !revision().equals(before));
        assertThat(Serialization.asYaml(workers.statefulSet())).doesNotContain("canary");
        assertThat(Serialization.asYaml(wanted.cluster("example"))).doesNotContain("canary");
        OwnedObjects.in(API)
                .forEach(child -> assertThat(Serialization.asYaml(child)).doesNotContain("canary"));
    }

    @Test
    void a_cluster_with_credentials_that_is_as_it_should_be_is_not_written() {
        wanted.secret("kafka-user", Map.of("password", "canary"));
        ClusterScenario.ready(wanted, workers, SPEC);
        eventually().until(() -> wanted.cluster("example").getStatus().getVersion(), "4.3.1"::equals);
        int writes = operator.settle(workers);

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).isEmpty();
    }

    @Test
    void a_secret_that_goes_does_not_take_the_workers_with_it() {
        wanted.secret("kafka-user", Map.of("password", "canary"));
        ClusterScenario.ready(wanted, workers, SPEC);
        String template = Serialization.asYaml(workers.statefulSet().getSpec());

        API.admin()
                .secrets()
                .inNamespace(API.namespace())
                .withName("kafka-user")
                .delete();

        eventually().until(() -> wanted.reasonOfCluster("example"), "SecretMissing"::equals);
        assertThat(wanted.ofCluster("example", "WorkersReady").getStatus()).isEqualTo("True");
        assertThat(Serialization.asYaml(workers.statefulSet().getSpec())).isEqualTo(template);
    }

    private String revision() {
        return workers.statefulSet()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get(REVISION);
    }
}
