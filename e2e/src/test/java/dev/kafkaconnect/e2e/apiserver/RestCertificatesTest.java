package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.CertificateSource.Managed;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.Rotation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Certificates of the REST API, from the first pass to their renewal, under the rights as shipped. */
@Tag("apiserver")
class RestCertificatesTest {
    private static final String SPEC = "kafka: {bootstrapServers: \"kafka:9092\"}\n";
    private static final String ANNOTATION = "kafkaconnect.dev/rest-tls";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void are_made_once_and_belong_to_the_cluster() {
        aClusterThatIsReady(SPEC);
        Secret made = secret();
        int writes = operator.settle(workers);

        operator.passTwice(workers);

        assertThat(made.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .containsExactly(wanted.cluster("example").getMetadata().getUid());
        assertThat(made.getData())
                .containsKeys("keystore.p12", "truststore.p12", "rest.properties", "operator.key", "authority.key");
        assertThat(operator.writes().after(writes)).isEmpty();
        assertThat(secret()).isEqualTo(made);
        assertThat(wanted.cluster("example").getStatus().getRestUrl()).startsWith("https://");
    }

    @Test
    void workers_mount_neither_the_authority_nor_the_operators_key() {
        aClusterThatIsReady(SPEC);

        assertThat(workers.statefulSet().getSpec().getTemplate().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null
                        && volume.getSecret().getSecretName().equals("example-rest-tls"))
                .singleElement()
                .satisfies(volume -> assertThat(volume.getSecret().getItems())
                        .extracting(item -> item.getKey())
                        .containsExactly("keystore.p12", "truststore.p12", "rest.properties", "clients"));
    }

    @Test
    void are_the_same_after_a_restart_of_the_operator() {
        aClusterThatIsReady(SPEC);
        Secret made = secret();

        operator.restart();
        operator.passTwice(workers);

        assertThat(operator.writes().after(0)).isEmpty();
        assertThat(secret()).isEqualTo(made);
    }

    @Test
    void are_renewed_before_they_end_and_the_workers_roll() {
        aClusterThatIsReady(SPEC);
        Secret made = secret();
        String before = revisionOfTheTemplate();

        operator.clock.advance(Duration.ofDays(310));
        workers.touchFirstPod("time-passes");

        eventually().until(() -> !revisionOfTheTemplate().equals(before));
        assertThat(secret().getData().get("tls.crt"))
                .isNotEqualTo(made.getData().get("tls.crt"));
        assertThat(secret().getData().get("ca.crt")).isEqualTo(made.getData().get("ca.crt"));
        assertThat(secret().getData().get("authority.key"))
                .isEqualTo(made.getData().get("authority.key"));
    }

    @Test
    void that_somebody_deletes_are_made_anew() {
        aClusterThatIsReady(SPEC);
        String before = revisionOfTheTemplate();

        API.admin().resource(secret()).delete();

        eventually().until(() -> secret() != null && !revisionOfTheTemplate().equals(before));
    }

    @Test
    void without_tls_there_are_none() {
        aClusterThatIsReady(SPEC + "rest: {tls: {mode: Disabled}}\n");

        assertThat(secret()).isNull();
        assertThat(annotations()).doesNotContainKey(ANNOTATION);
        assertThat(wanted.cluster("example").getStatus().getRestUrl()).startsWith("http://");
    }

    @Test
    void of_a_user_are_taken_over_and_followed() {
        wanted.cluster("example", SPEC + "rest: {tls: {mode: Secret, secretName: given}}\n");
        eventually().until(() -> wanted.reasonOfCluster("example"), "SecretMissing"::equals);
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains("the Secret given");

        wanted.secret("given", Map.of("tls.crt", "hello", "tls.key", "hello", "ca.crt", "hello"));
        eventually().until(() -> wanted.reasonOfCluster("example"), "CertificateInvalid"::equals);

        wanted.secret("given", certificate());
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
        assertThat(secret().getData().get("tls.crt"))
                .isEqualTo(given().getData().get("tls.crt"));
        String before = revisionOfTheTemplate();

        wanted.secret("given", certificate());
        eventually().until(() -> !revisionOfTheTemplate().equals(before));
    }

    @Test
    void a_secret_of_somebody_else_under_their_name_is_left_alone() {
        Secret foreign = wanted.secret("example-rest-tls", Map.of("precious", "yes"));

        wanted.cluster("example", SPEC);

        eventually().until(() -> wanted.reasonOfCluster("example"), "NameConflict"::equals);
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains("example-rest-tls", "rename or delete");
        assertThat(secret()).isEqualTo(foreign);
    }

    @Test
    void an_operator_that_knows_its_namespace_lets_only_itself_and_the_workers_in() {
        operator.stop();
        try (RunningOperator inItsNamespace =
                RunningOperator.startReplica(API, operator.surroundings(), "operator-0")) {
            aClusterThatIsReady(SPEC);
            NetworkPolicy policy = API.admin()
                    .network()
                    .v1()
                    .networkPolicies()
                    .inNamespace(API.namespace())
                    .withName("example-worker")
                    .get();

            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
            assertThat(policy.getSpec().getIngress())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.getFrom())
                            .hasSize(2)
                            .filteredOn(peer -> peer.getNamespaceSelector() != null)
                            .singleElement()
                            .satisfies(peer -> assertThat(
                                            peer.getNamespaceSelector().getMatchLabels())
                                    .containsEntry("kubernetes.io/metadata.name", RunningOperator.OWN_NAMESPACE)));
            int writes = inItsNamespace.writes().count();
            operator.passTwice(workers);
            assertThat(inItsNamespace.writes().after(writes).stream().filter(write -> !write.contains("leases")))
                    .isEmpty();
        }
    }

    private void aClusterThatIsReady(String spec) {
        ClusterScenario.ready(wanted, workers, spec);
        eventually().until(() -> wanted.cluster("example").getStatus().getVersion(), "4.3.1"::equals);
    }

    private Map<String, String> annotations() {
        return workers.statefulSet().getSpec().getTemplate().getMetadata().getAnnotations();
    }

    private String revisionOfTheTemplate() {
        return annotations().get(ANNOTATION);
    }

    private static Secret secret() {
        return API.admin()
                .secrets()
                .inNamespace(API.namespace())
                .withName("example-rest-tls")
                .get();
    }

    private static Secret given() {
        return API.admin()
                .secrets()
                .inNamespace(API.namespace())
                .withName("given")
                .get();
    }

    /** As cert-manager would write it; every call makes another. */
    private Map<String, String> certificate() {
        RestTls made = Rotation.next(
                null,
                new Managed(
                        new CertificateAuthority.Owner(API.namespace(), "theirs"),
                        Set.of(
                                "example-rest.%s.svc".formatted(API.namespace()),
                                "*.example-workers.%s.svc".formatted(API.namespace()))),
                true,
                Instant.now());
        return Map.of(
                "tls.crt", text(made, "tls.crt"), "tls.key", text(made, "tls.key"), "ca.crt", text(made, "ca.crt"));
    }

    private static String text(RestTls made, String key) {
        return new String(made.data().get(key), StandardCharsets.US_ASCII);
    }
}
