package dev.kafkaconnect.e2e.support.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.List;
import java.util.Objects;

/**
 * The operator as a user has installed it. All tests share it: a class that takes it away or changes it runs with no other
 * beside it.
 */
public record DeployedOperator(KubernetesClient admin) {
    private static final String NAMESPACE = "kafka-connect-operator";
    private static final String NAME = "kafka-connect-operator";

    public List<Pod> pods() {
        return admin.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", NAME)
                .list()
                .getItems();
    }

    /** Returns when that many are there, or none is left. */
    public void scale(int replicas) {
        deployment().scale(replicas);
        await().atMost(Resources.PATIENCE).until(() -> pods().size() == replicas);
    }

    /** Sets environment variables of that name, or none; returns when the operator runs with them. */
    public void set(String variable, List<EnvVar> settings) {
        deployment()
                .edit(found -> new DeploymentBuilder(found)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .removeMatchingFromEnv(there -> there.getName().equals(variable))
                        .addAllToEnv(settings)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        await().atMost(Resources.PATIENCE)
                .until(
                        deployment()::get,
                        now -> Objects.equals(
                                        now.getStatus().getObservedGeneration(),
                                        now.getMetadata().getGeneration())
                                && Objects.equals(now.getStatus().getUpdatedReplicas(), 1)
                                && Objects.equals(now.getStatus().getReplicas(), 1)
                                && Objects.equals(now.getStatus().getAvailableReplicas(), 1));
    }

    public String image() {
        return container().getImage();
    }

    /** Of ConnectClusters that name none. */
    public String workerImage() {
        return container().getEnv().stream()
                .filter(variable -> variable.getName().equals("WORKER_IMAGE"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private Container container() {
        return deployment()
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private RollableScalableResource<Deployment> deployment() {
        return admin.apps().deployments().inNamespace(NAMESPACE).withName(NAME);
    }
}
