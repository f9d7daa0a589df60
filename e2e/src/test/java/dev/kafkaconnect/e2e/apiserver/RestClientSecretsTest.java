package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.tls.ClientCertificate;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets of the clients of the REST API, and the list of those whom the workers answer, under the rights as shipped. */
@Tag("apiserver")
class RestClientSecretsTest {
    private static final String SPEC = "kafka: {bootstrapServers: \"kafka:9092\"}\n";
    private static final String KAFBAT = SPEC + "rest: {clients: [{name: kafbat, access: ReadOnly}]}\n";
    private static final String SECRET = "example-rest-client-kafbat";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_client_gets_a_certificate_of_its_own_once_and_the_workers_answer_it() {
        ClusterScenario.ready(wanted, workers, KAFBAT);
        eventually().until(() -> list().equals(listed("ReadOnly")));
        Secret made = secret(SECRET);
        int writes = operator.settle(workers);

        operator.restart();
        operator.passTwice(workers);

        assertThat(made.getData())
                .containsOnlyKeys("tls.crt", "tls.key", "ca.crt", "password", "keystore.p12", "truststore.p12");
        assertThat(made.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .containsExactly(wanted.cluster("example").getMetadata().getUid());
        assertThat(operator.writes().after(0))
                .as("after %d writes before", writes)
                .isEmpty();
        assertThat(secret(SECRET)).isEqualTo(made);
    }

    @Test
    void clients_come_and_go_without_a_rollout() {
        ClusterScenario.ready(wanted, workers, SPEC);
        long template = workers.statefulSet().getMetadata().getGeneration();

        wanted.changeCluster("example", "rest: {clients: [{name: kafbat, access: ReadOnly}]}");
        eventually().until(() -> secret(SECRET) != null && list().equals(listed("ReadOnly")));
        wanted.changeCluster("example", "rest: {clients: [{name: kafbat, access: Full}]}");
        eventually().until(() -> list().equals(listed("Full")));
        wanted.changeCluster("example", "rest: {clients: []}");
        eventually().until(() -> list().isEmpty());

        assertThat(workers.statefulSet().getMetadata().getGeneration()).isEqualTo(template);
    }

    /** Here is no garbage collector: what it removes is seen by its owner. */
    @Test
    void one_that_is_removed_is_no_longer_listed_and_its_secret_is_emptied_and_left_to_the_garbage_collector() {
        ClusterScenario.ready(wanted, workers, KAFBAT);
        eventually().until(() -> list().equals(listed("ReadOnly")));
        assertThat(secret(SECRET).getData()).isNotEmpty();

        wanted.changeCluster("example", "rest: {clients: []}");

        eventually().until(() -> list().isEmpty() && secret(SECRET).getData().isEmpty());
        assertThat(secret(SECRET).getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .isNotEmpty()
                .doesNotContain(wanted.cluster("example").getMetadata().getUid());
    }

    @Test
    void a_secret_that_somebody_deletes_is_made_anew_and_the_lost_certificate_is_not_answered() {
        ClusterScenario.ready(wanted, workers, KAFBAT);
        eventually().until(() -> list().equals(listed("ReadOnly")));
        String lost = fingerprint();

        API.admin().resource(secret(SECRET)).delete();

        eventually().until(() -> secret(SECRET) != null && list().equals(listed("ReadOnly")));
        assertThat(list()).doesNotContain(lost);
    }

    @Test
    void certificates_are_renewed_and_the_former_is_answered_until_it_expires() {
        ClusterScenario.ready(wanted, workers, KAFBAT);
        eventually().until(() -> list().equals(listed("ReadOnly")));
        String former = fingerprint();

        operator.clock.advance(Duration.ofDays(310));
        workers.touchFirstPod("time-passes");

        eventually().until(() -> !fingerprint().equals(former) && list().contains(fingerprint()));
        assertThat(list()).contains(former);
    }

    @Test
    void a_secret_of_somebody_else_under_the_name_is_left_alone_and_the_client_is_not_answered() {
        Secret foreign = wanted.secret(SECRET, Map.of("precious", "yes"));

        wanted.cluster("example", KAFBAT);

        eventually().until(() -> wanted.reasonOfCluster("example"), "NameConflict"::equals);
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains(SECRET, "rename or delete");
        assertThat(secret(SECRET)).isEqualTo(foreign);
        assertThat(list()).isEmpty();
    }

    /** A client is shut out whether Kafka is there or not. */
    @Test
    void one_is_removed_while_the_rest_of_the_spec_cannot_be_carried_out() {
        ClusterScenario.ready(wanted, workers, KAFBAT);
        eventually().until(() -> list().equals(listed("ReadOnly")));

        wanted.changeCluster(
                "example", "rest: {clients: []}\nkafka: {tls: {trustedCertificates: [{secretName: absent}]}}");

        eventually().until(() -> list().isEmpty());
    }

    private static String listed(String access) {
        return secret(SECRET) == null || secret(SECRET).getData().isEmpty()
                ? "none"
                : "%s=%s kafbat %s\n"
                        .formatted(fingerprint(), access, certificate().until());
    }

    private static String fingerprint() {
        return certificate().fingerprint();
    }

    private static ClientCertificate certificate() {
        return ClientCertificate.read(secret(SECRET).getData().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> Base64.getDecoder().decode(entry.getValue()))))
                .orElseThrow();
    }

    private static String list() {
        return new String(
                Base64.getDecoder().decode(secret("example-rest-tls").getData().get("clients")),
                StandardCharsets.US_ASCII);
    }

    private static Secret secret(String name) {
        return API.admin().secrets().inNamespace(API.namespace()).withName(name).get();
    }
}
