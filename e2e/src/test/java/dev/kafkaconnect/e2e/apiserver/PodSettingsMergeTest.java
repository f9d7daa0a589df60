package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
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

    private final Wanted wanted = new Wanted(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_second_pass_over_every_setting_writes_nothing() {
        everythingIsSet();
        // Events are written after the status that they tell of.
        operator.passTwice(workers);
        int writes = operator.writes().count();

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sidecar injector", "reloader", "autoscaler of sizes", "all of them"})
    void what_others_add_beside_every_setting_stays_and_is_no_reason_to_write(String who) {
        everythingIsSet();
        switch (who) {
            case "sidecar injector" -> sidecarInjector();
            case "reloader" -> reloader();
            case "autoscaler of sizes" -> autoscalerOfSizes();
            default -> {
                sidecarInjector();
                reloader();
                autoscalerOfSizes();
            }
        }
        StatefulSet before = workers.statefulSet();
        // Events are written after the status that they tell of.
        operator.passTwice(workers);
        int writes = operator.writes().count();

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).noneMatch(write -> write.contains("/statefulsets/"));
        assertThat(workers.statefulSet().getSpec()).isEqualTo(before.getSpec());
    }

    @Test
    void what_others_added_survives_a_change_of_a_setting() {
        everythingIsSet();
        sidecarInjector();
        reloader();

        wanted.changeCluster("example", "pod: {priorityClassName: null, env: [{name: AWS_REGION, value: eu-west-1}]}");

        eventually().until(() -> template().getSpec().getPriorityClassName() == null);
        assertThat(template().getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactlyInAnyOrder("worker", "proxy");
        assertThat(worker().getEnv())
                .extracting(EnvVar::getName)
                .contains("AWS_REGION", "STAKATER_TRUST")
                .doesNotContain("LICENSE");
        assertThat(template().getMetadata().getAnnotations()).containsEntry("example.com/injected", "yes");
    }

    @Test
    void settings_that_are_taken_back_leave_the_pods_as_they_were() {
        wanted.cluster("example", SPEC);
        workers.allBecomeReady();
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
        wanted.cluster("example", SPEC);
        workers.allBecomeReady();
        PodTemplateSpec before = template();

        wanted.changeCluster("example", "pod: {env: [{name: ADVERTISED_HOST, value: elsewhere}]}");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .isEqualTo("spec.pod.env: ADVERTISED_HOST is set by the operator");
        assertThat(template()).isEqualTo(before);
    }

    @Test
    void what_kubernetes_refuses_is_told_in_its_words_and_healed_by_another_value() {
        wanted.cluster("example", SPEC);
        workers.allBecomeReady();

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
                .contains("trust", "license", "spill", "shared", "vault", "cloud");

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
        serviceAccount(API.namespace());
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

    private void sidecarInjector() {
        applyAs("sidecar-injector", """
                spec:
                  template:
                    metadata:
                      annotations: {example.com/injected: "yes"}
                    spec:
                      initContainers: [{name: proxy-init, image: 'proxy:1'}]
                      containers:
                      - name: proxy
                        image: proxy:1
                        resources: {limits: {memory: 1024Mi}}
                      volumes: [{name: proxy-run, emptyDir: {}}]
                """);
    }

    /** Changes an environment variable of every container whenever a ConfigMap or Secret changes. */
    private void reloader() {
        API.admin()
                .resource(workers.statefulSet())
                .edit(found -> new StatefulSetBuilder(found)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editMatchingContainer(container -> "worker".equals(container.getName()))
                        .addNewEnv()
                        .withName("STAKATER_TRUST")
                        .withValue("3f7c")
                        .endEnv()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    /** What is not stated in spec.resources is free for others. */
    private void autoscalerOfSizes() {
        applyAs("vpa", """
                spec:
                  template:
                    spec:
                      containers:
                      - name: worker
                        resources: {requests: {cpu: 250m, memory: 1Gi}}
                """);
    }

    private void applyAs(String manager, String spec) {
        String head = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: example-worker, namespace: %s}
                """.formatted(API.namespace());
        API.admin()
                .resource(Serialization.unmarshal(head + spec, StatefulSet.class))
                .fieldManager(manager)
                .serverSideApply();
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
