package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others change what the operator made: it takes back what is its own and leaves alone what is theirs. */
@Tag("apiserver")
class SharedChildrenTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void aClusterThatIsReady() {
        ClusterScenario.ready(wanted, workers, SPEC);
    }

    @Test
    void a_changed_image_is_put_right() {
        isPutRight(
                StatefulSet.class,
                "example-worker",
                found -> new StatefulSetBuilder(found)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withImage("evil:1")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build(),
                found -> found.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage());
    }

    @Test
    void changed_worker_properties_are_put_right() {
        isPutRight(
                StatefulSet.class,
                "example-worker",
                found -> new StatefulSetBuilder(found)
                        .editSpec()
                        .editTemplate()
                        .editMetadata()
                        .addToAnnotations("kafkaconnect.dev/worker.properties", "group.id=another\n")
                        .endMetadata()
                        .endTemplate()
                        .endSpec()
                        .build(),
                found -> found.getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("kafkaconnect.dev/worker.properties"));
    }

    @Test
    void a_changed_service_port_is_put_right() {
        isPutRight(
                Service.class,
                "example-rest",
                found -> new ServiceBuilder(found)
                        .editSpec()
                        .editFirstPort()
                        .withTargetPort(new IntOrString(1))
                        .endPort()
                        .endSpec()
                        .build(),
                found -> found.getSpec().getPorts());
    }

    @Test
    void a_changed_service_selector_is_put_right() {
        isPutRight(
                Service.class,
                "example-workers",
                found -> new ServiceBuilder(found)
                        .editSpec()
                        .addToSelector("kafkaconnect.dev/cluster", "another")
                        .endSpec()
                        .build(),
                found -> found.getSpec().getSelector());
    }

    @Test
    void a_changed_disruption_budget_is_put_right() {
        isPutRight(
                PodDisruptionBudget.class,
                "example-worker",
                found -> new PodDisruptionBudgetBuilder(found)
                        .editSpec()
                        .withMaxUnavailable(new IntOrString("100%"))
                        .endSpec()
                        .build(),
                found -> found.getSpec().getMaxUnavailable());
    }

    @Test
    void a_service_account_that_mounts_its_token_is_put_right() {
        isPutRight(
                ServiceAccount.class,
                "example-worker",
                found -> new ServiceAccountBuilder(found)
                        .withAutomountServiceAccountToken(true)
                        .build(),
                ServiceAccount::getAutomountServiceAccountToken);
    }

    /** Without it the change belongs to nobody and sends no event: the next look finds it. */
    @Test
    void an_owner_reference_that_was_taken_off_is_put_back_at_the_next_look() {
        var child = API.admin().services().inNamespace(API.namespace()).withName("example-rest");
        child.edit(found -> new ServiceBuilder(found)
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build());

        operator.passTwice(workers);

        assertThat(child.get().getMetadata().getOwnerReferences()).hasSize(1);
    }

    private static <T extends HasMetadata, V> void isPutRight(
            Class<T> kind, String name, UnaryOperator<T> change, Function<T, V> read) {
        var child = API.admin().resources(kind).inNamespace(API.namespace()).withName(name);
        V before = read.apply(child.get());

        V changed = read.apply(child.edit(change));

        assertThat(changed).isNotEqualTo(before);
        eventually().untilAsserted(() -> assertThat(read.apply(child.get())).isEqualTo(before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StatefulSet example-worker",
                "Secret example-connector-values",
                "Secret example-rest-tls",
                "Service example-workers",
                "Service example-rest",
                "ServiceAccount example-worker",
                "PodDisruptionBudget example-worker"
            })
    void a_child_that_was_deleted_comes_back(String nameOfChild) {
        HasMetadata child = OwnedObjects.in(API)
                .filter(candidate -> OwnedObjects.nameOf(candidate).equals(nameOfChild))
                .findFirst()
                .orElseThrow();

        API.admin().resource(child).delete();

        eventually()
                .untilAsserted(() -> assertThat(OwnedObjects.in(API))
                        .filteredOn(candidate -> OwnedObjects.nameOf(candidate).equals(nameOfChild))
                        .singleElement()
                        .satisfies(found -> assertThat(found.getMetadata().getUid())
                                .isNotEqualTo(child.getMetadata().getUid())));
    }

    @Test
    void what_a_stranger_adds_to_the_pod_template_survives_a_change_of_the_cluster() {
        StatefulSet addition = Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: example-worker
                  namespace: %s
                  annotations: {example.com/owner: payments}
                spec:
                  template:
                    metadata:
                      labels: {sidecar.example.com/inject: "true"}
                      annotations: {kubectl.kubernetes.io/restartedAt: "2026-01-31T12:00:00Z"}
                """.formatted(API.namespace()), StatefulSet.class);
        API.admin().resource(addition).fieldManager("sidecar-injector").serverSideApply();

        wanted.changeCluster("example", "image: 'another:2'");

        eventually()
                .untilAsserted(() -> assertThat(workers.statefulSet()
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage())
                        .isEqualTo("another:2"));
        StatefulSet changed = workers.statefulSet();
        assertThat(changed.getMetadata().getAnnotations()).containsEntry("example.com/owner", "payments");
        assertThat(changed.getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("sidecar.example.com/inject", "true");
        assertThat(changed.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("kubectl.kubernetes.io/restartedAt", "2026-01-31T12:00:00Z");
    }

    @Test
    void what_a_stranger_adds_is_no_reason_to_write() {
        int writes = operator.writes().count();

        API.admin()
                .resource(workers.statefulSet())
                .edit(found -> new StatefulSetBuilder(found)
                        .editSpec()
                        .editTemplate()
                        .editMetadata()
                        .addToAnnotations(Map.of("example.com/injected", "yes"))
                        .endMetadata()
                        .endTemplate()
                        .endSpec()
                        .build());
        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).noneMatch(write -> write.contains("/statefulsets/"));
    }

    @Test
    void replicas_that_an_autoscaler_sets_survive_another_application_of_a_manifest_without_them() {
        wanted.apply("example", SPEC);
        API.admin().resource(wanted.cluster("example")).scale(5);
        eventually().until(() -> workers.statefulSet().getSpec().getReplicas(), replicas -> replicas == 5);

        wanted.apply("example", SPEC + "image: another:2\n");

        eventually().until(() -> wanted.cluster("example").getStatus().getImage(), "another:2"::equals);
        assertThat(wanted.cluster("example").getSpec().getReplicas()).isEqualTo(5);
        assertThat(workers.statefulSet().getSpec().getReplicas()).isEqualTo(5);
    }

    @Test
    void replicas_that_the_cluster_states_are_put_right() {
        wanted.changeCluster("example", "replicas: 2");
        eventually().until(() -> workers.statefulSet().getSpec().getReplicas(), replicas -> replicas == 2);

        API.admin().resource(workers.statefulSet()).scale(7);

        eventually().until(() -> workers.statefulSet().getSpec().getReplicas(), replicas -> replicas == 2);
    }
}
