package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.definitions.ResourceFiles;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.faults.OtherWriters;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClassBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sets on the pods, what others add to them, and what the operator keeps for itself: side by side. */
@Tag("apiserver")
class PodSettingsMergeTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";
    private static final String EVERYTHING = "e2e/src/test/resources/resources/valid/valid-cluster-pod-settings.yaml";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final OtherWriters others = new OtherWriters(API, workers);

    @Test
    void a_second_pass_over_every_setting_writes_nothing() {
        everythingIsSet();
        int writes = operator.settle(workers);

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sidecar injector", "reloader", "autoscaler of sizes", "all of them"})
    void what_others_add_beside_every_setting_stays_and_is_no_reason_to_write(String who) {
        everythingIsSet();
        switch (who) {
            case "sidecar injector" -> others.sidecarInjector();
            case "reloader" -> others.reloader();
            case "autoscaler of sizes" -> others.autoscalerOfSizes();
            default -> {
                others.sidecarInjector();
                others.reloader();
                others.autoscalerOfSizes();
            }
        }
        StatefulSet before = workers.statefulSet();
        int writes = operator.settle(workers);

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).noneMatch(write -> write.contains("/statefulsets/"));
        assertThat(workers.statefulSet().getSpec()).isEqualTo(before.getSpec());
    }

    @Test
    void what_others_added_survives_a_change_of_a_setting() {
        everythingIsSet();
        others.sidecarInjector();
        others.reloader();

        wanted.changeCluster("example", "pod: {priorityClassName: null, env: [{name: AWS_REGION, value: eu-west-1}]}");

        eventually().until(() -> template().getSpec().getPriorityClassName() == null);
        assertThat(template().getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactlyInAnyOrder("worker", "proxy", "injected-proxy");
        assertThat(worker().getEnv())
                .extracting(EnvVar::getName)
                .contains("AWS_REGION", "STAKATER_TRUST")
                .doesNotContain("LICENSE");
        assertThat(template().getMetadata().getAnnotations()).containsEntry("example.com/injected", "yes");
    }

    @Test
    void settings_that_are_taken_back_leave_the_pods_as_they_were() {
        ClusterScenario.started(wanted, workers, SPEC);
        PodTemplateSpec before = template();

        wanted.changeCluster(
                "example",
                "pod: {labels: {team: a}, env: [{name: A, value: b}], nodeSelector: {disktype: ssd}, priorityClassName: high,"
                        + " securityContext: {fsGroup: 5}, volumes: [{name: v, emptyDir: {}}],"
                        + " volumeMounts: [{name: v, mountPath: /v}]}");
        int volumes = before.getSpec().getVolumes().size();
        eventually().until(() -> template().getSpec().getVolumes().size(), size -> size == volumes + 1);
        wanted.changeCluster("example", "pod: null");

        eventually().untilAsserted(() -> assertThat(template()).isEqualTo(before));
    }

    @Test
    void a_name_of_the_operator_ends_in_a_condition_and_changes_nothing() {
        ClusterScenario.started(wanted, workers, SPEC);
        PodTemplateSpec before = template();

        wanted.changeCluster("example", "pod: {env: [{name: ADVERTISED_HOST, value: elsewhere}]}");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .isEqualTo("spec.pod.env: ADVERTISED_HOST is set by the operator");
        assertThat(template()).isEqualTo(before);
    }

    @Test
    void what_kubernetes_refuses_is_told_in_its_words_and_healed_by_another_value() {
        ClusterScenario.started(wanted, workers, SPEC);

        wanted.changeCluster("example", "pod: {tolerations: [{key: dedicated, operator: Sometimes}]}");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .contains("StatefulSet example-worker")
                .contains("tolerations[0].operator")
                .contains("Sometimes");

        wanted.changeCluster("example", "pod: null");

        eventually().until(() -> wanted.ofCluster("example", "Stalled") == null);
    }

    @Test
    void a_field_that_no_container_has_is_told_in_the_words_of_kubernetes() {
        ClusterScenario.started(wanted, workers, SPEC);

        wanted.changeCluster("example", "pod: {containers: [{name: proxy, image: 'proxy:1', comand: [sh]}]}");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .contains("StatefulSet example-worker")
                .contains("comand");
    }

    @Test
    void labels_and_annotations_for_all_reach_every_child_and_restart_no_worker() {
        ClusterScenario.started(wanted, workers, SPEC);
        PodTemplateSpec before = template();

        wanted.changeCluster(
                "example",
                "commonMetadata: {labels: {cost-center: '4711'}, annotations: {example.com/owner: payments}}");

        eventually()
                .untilAsserted(() -> assertThat(OwnedObjects.in(API)
                                .filter(child -> child.getMetadata().getLabels() != null
                                        && child.getMetadata().getLabels().containsKey("kafkaconnect.dev/cluster")))
                        .hasSizeGreaterThan(6)
                        .allSatisfy(child -> {
                            assertThat(child.getMetadata().getLabels()).containsEntry("cost-center", "4711");
                            assertThat(child.getMetadata().getAnnotations())
                                    .containsEntry("example.com/owner", "payments");
                        }));
        assertThat(template()).isEqualTo(before);
    }

    @Test
    void pods_are_admitted_where_the_restricted_standard_is_enforced() {
        wanted.cluster("example", SPEC);
        eventually().until(workers::statefulSet, found -> found != null);
        String restricted = restrictedNamespace();

        Pod admitted = API.admin().resource(podOf(template(), restricted)).create();

        assertThat(admitted.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThatThrownBy(() -> API.admin()
                        .resource(new PodBuilder(podOf(template(), restricted))
                                .editMetadata()
                                .withName("not-restricted")
                                .endMetadata()
                                .editSpec()
                                .editSecurityContext()
                                .withSeccompProfile(null)
                                .endSecurityContext()
                                .endSpec()
                                .build())
                        .create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
    }

    @Test
    void pods_with_every_setting_are_admitted_where_the_restricted_standard_is_enforced() {
        everythingIsSet();
        String restricted = restrictedNamespace();
        PodTemplateSpec withoutDriver = template();
        assertThat(withoutDriver.getSpec().getVolumes())
                .extracting(Volume::getName)
                .contains("trust", "license", "spill", "shared", "vault", "cloud", "drivers", "certificates");

        assertThat(API.admin().resource(podOf(withoutDriver, restricted)).create())
                .isNotNull();
    }

    private void everythingIsSet() {
        API.admin()
                .resource(new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName("high")
                        .endMetadata()
                        .withValue(1000)
                        .build())
                .serverSideApply();
        API.admin()
                .resource(new RuntimeClassBuilder()
                        .withNewMetadata()
                        .withName("sandboxed")
                        .endMetadata()
                        .withHandler("runsc")
                        .build())
                .serverSideApply();
        serviceAccount(API.namespace());
        wanted.secret("license", Map.of("text", "license"));
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("trust")
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .addToData("ca.crt", "certificate")
                        .build())
                .create();
        GenericKubernetesResource cluster = ResourceFiles.read(Project.file(EVERYTHING), API.namespace());
        API.admin().resource(cluster).create();
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    private static void serviceAccount(String namespace) {
        API.admin()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("connect-workers")
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    private static String restrictedNamespace() {
        String name = API.namespace() + "-restricted";
        API.admin()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .serverSideApply();
        serviceAccount(name);
        API.admin()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("example-worker")
                        .withNamespace(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
        return name;
    }

    private static Pod podOf(PodTemplateSpec template, String namespace) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("example-worker-0")
                .withNamespace(namespace)
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private PodTemplateSpec template() {
        return workers.statefulSet().getSpec().getTemplate();
    }

    private Container worker() {
        return template().getSpec().getContainers().stream()
                .filter(container -> "worker".equals(container.getName()))
                .findFirst()
                .orElseThrow();
    }
}
