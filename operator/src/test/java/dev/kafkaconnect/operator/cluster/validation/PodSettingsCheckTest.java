package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Pod;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodSettingsCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"POD_NAME", "ADVERTISED_HOST"})
    void aVariableOfTheOperatorIsRefused(String name) {
        Pod pod = new Pod();
        pod.setEnv(List.of(new EnvVarBuilder().withName(name).withValue("mine").build()));

        assertThatThrownBy(() -> plan(pod))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("spec.pod.env: %s is set by the operator".formatted(name));
    }

    @ParameterizedTest
    @CsvSource({"HEAP_PERCENT, spec.jvm.heapPercentage", "JVM_FLAGS, spec.jvm.options", "METRICS_PORT, spec.metrics"})
    void aVariableThatHasAFieldIsRefusedWithTheNameOfTheField(String name, String field) {
        Pod pod = new Pod();
        pod.setEnv(List.of(new EnvVarBuilder().withName(name).withValue("1").build()));

        assertThatThrownBy(() -> plan(pod))
                .isInstanceOf(InvalidSpec.class)
                .hasMessage("spec.pod.env: %s is set by the field %s".formatted(name, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "tmp"})
    void aVolumeWithTheNameOfOneOfTheOperatorIsRefused(String name) {
        Pod pod = new Pod();
        pod.setVolumes(List.of(emptyDir(name)));

        assertThatThrownBy(() -> plan(pod))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("the operator has a volume named %s itself; choose another name".formatted(name));
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/kafka-connect, belongs to the operator",
        "/etc/kafka-connect/, belongs to the operator",
        "/etc/kafka-connect/more, belongs to the operator",
        "/tmp, belongs to the operator",
        "/etc, would hide /etc/kafka-connect",
        "/, would hide /opt/java",
        "/opt/kafka-connect, would hide /opt/kafka-connect/bin",
        "/opt/kafka-connect/plugins, would hide /opt/kafka-connect/plugins"
    })
    void aMountThatTheWorkerWouldNotSurviveIsRefused(String path, String told) {
        assertThatThrownBy(() -> plan(mountedAt(path)))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("spec.pod.volumeMounts: " + path)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/opt/kafka-connect/extra-libs", "/opt/kafka-connect/plugins/jdbc", "/etc/kafka", "/var/tmp"})
    void aMountBesideWhatTheWorkerNeedsIsTaken(String path) throws InvalidSpec {
        assertThat(plan(mountedAt(path)).options().pod().worker().mounts()).hasSize(1);
    }

    @Test
    void aMountOfAVolumeThatIsNotThereIsRefused() {
        Pod pod = mountedAt("/data");
        pod.setVolumes(null);

        assertThatThrownBy(() -> plan(pod))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("/data mounts the volume data, which spec.pod.volumes does not have");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: worker | the operator has a container named worker itself; choose another name
            name: proxy; ports: [{containerPort: 8083}] | port 8083 of proxy is one of the worker, and all containers of a pod share its ports; choose another
            name: proxy; ports: [{containerPort: 8084}] | port 8084 of proxy is one of the worker, and all containers of a pod share its ports; choose another
            name: proxy; ports: [{containerPort: 9000, name: rest}] | proxy calls a port rest, as a port of the worker is called; choose another name
            name: proxy; volumeMounts: [{name: connector-values, mountPath: /v}] | proxy mounts the volume connector-values, which spec.pod.volumes does not have
            """)
    void aContainerThatGetsInTheWayOfTheWorkerIsRefused(String container, String told) {
        Container further =
                Serialization.unmarshal("image: proxy:1\n" + container.replace("; ", "\n"), Container.class);
        Pod beside = new Pod();
        beside.setContainers(List.of(further));
        Pod before = new Pod();
        before.setInitContainers(List.of(further));

        assertThatThrownBy(() -> plan(beside)).hasMessage("spec.pod.containers: " + told);
        assertThatThrownBy(() -> plan(before)).hasMessage("spec.pod.initContainers: " + told);
    }

    @Test
    void aNameThatIsAmongBothKindsOfContainersIsRefused() {
        Pod pod = new Pod();
        pod.setContainers(List.of(new ContainerBuilder().withName("proxy").build()));
        pod.setInitContainers(List.of(new ContainerBuilder().withName("proxy").build()));

        assertThatThrownBy(() -> plan(pod))
                .hasMessageContaining("proxy is the name of a container of spec.pod.initContainers already");
    }

    @Test
    void everyProblemIsTold() {
        Pod pod = mountedAt("/tmp");
        pod.setLabels(Map.of("kafkaconnect.dev/cluster", "another"));
        pod.setAnnotations(Map.of("kafkaconnect.dev/worker.properties", "0"));

        assertThatThrownBy(() -> plan(pod))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("spec.pod.volumeMounts: /tmp")
                .hasMessageContaining("spec.pod.labels: kafkaconnect.dev/cluster is set by the operator")
                .hasMessageContaining(
                        "spec.pod.annotations: kafkaconnect.dev/worker.properties is set by the operator");
    }

    private static ClusterPlan plan(Pod pod) throws InvalidSpec {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec().setPod(pod);
        return Clusters.PLANNER.plan(cluster);
    }

    private static Pod mountedAt(String path) {
        Pod pod = new Pod();
        pod.setVolumes(List.of(emptyDir("data")));
        pod.setVolumeMounts(List.of(
                new VolumeMountBuilder().withName("data").withMountPath(path).build()));
        return pod;
    }

    private static Volume emptyDir(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}
