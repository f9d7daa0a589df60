package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The StatefulSet of the workers. Pure. */
final class Workers {
    static final String CONTAINER = "worker";
    static final String CONFIG_HASH = "kafkaconnect.dev/config-hash";

    private static final String CONFIG_DIRECTORY = "/etc/kafka-connect";

    /** Longer than a worker needs to stop its tasks (task.shutdown.graceful.timeout.ms, 5 s) and to leave its group. */
    private static final long GRACE_SECONDS = 45;

    /**
     * A health request is answered by the thread that also takes part in rebalances, so it may take seconds on a healthy
     * worker; the worker itself gives up after 10 s.
     */
    private static final int PROBE_TIMEOUT_SECONDS = 10;

    private Workers() {}

    static StatefulSet statefulSet(ClusterPlan plan, ConfigMap config) {
        return new StatefulSetBuilder()
                .withMetadata(Children.metadata(plan, plan.workers()))
                .withNewSpec()
                .withServiceName(plan.workersService())
                .withReplicas(plan.replicas())
                // With OrderedReady the controller waits for a broken pod for ever, even when its template is mended.
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.child(plan))
                .withAnnotations(Map.of(CONFIG_HASH, hash(config.getData().toString())))
                .endMetadata()
                .withSpec(pod(plan))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(ClusterPlan plan) {
        return new PodSpecBuilder()
                .withServiceAccountName(plan.workers())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withTopologySpreadConstraints(
                        spread("kubernetes.io/hostname", plan), spread("topology.kubernetes.io/zone", plan))
                .withContainers(container(plan))
                .addNewVolume()
                .withName("config")
                .withNewConfigMap()
                .withName(plan.configMap())
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .build();
    }

    private static TopologySpreadConstraint spread(String topologyKey, ClusterPlan plan) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(plan))
                .endLabelSelector()
                .build();
    }

    private static Container container(ClusterPlan plan) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(plan.image())
                .withArgs("distributed", CONFIG_DIRECTORY + "/" + Children.PROPERTIES_FILE)
                .withEnv(
                        podName(),
                        new EnvVarBuilder()
                                .withName("ADVERTISED_HOST")
                                .withValue(plan.hostOf("$(POD_NAME)"))
                                .build())
                .addNewPort()
                .withName("rest")
                .withContainerPort(ClusterPlan.REST_PORT)
                .withProtocol("TCP")
                .endPort()
                .withResources(plan.resources())
                .withStartupProbe(health(1, 300))
                .withReadinessProbe(health(5, 2))
                .withLivenessProbe(health(15, 4))
                // The last lines of the log of a worker that ends are what its status tells the user.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("config")
                .withMountPath(CONFIG_DIRECTORY)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private static EnvVar podName() {
        return new EnvVarBuilder()
                .withName("POD_NAME")
                .withNewValueFrom()
                // Written out because the list entry is owned whole: the server's default would look like a difference.
                .withNewFieldRef("v1", "metadata.name")
                .endValueFrom()
                .build();
    }

    private static Probe health(int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/health")
                .withPort(new IntOrString("rest"))
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
                .withFailureThreshold(failures)
                .build();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
