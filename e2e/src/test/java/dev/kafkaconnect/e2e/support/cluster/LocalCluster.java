package dev.kafkaconnect.e2e.support.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The cluster that KUBECONFIG names, with Kafka and the operator installed as a user installs them. Each test class gets a
 * namespace that enforces the restricted pod security standard, and acts in it as a user who may edit it and no more.
 */
public final class LocalCluster implements BeforeAllCallback, AfterAllCallback {
    public static final String BOOTSTRAP = "kafka-bootstrap.kafka.svc:9092";
    private static final String USER = "connector-team";

    private final String prefix;
    private String namespace = "";
    private KubernetesClient admin = new KubernetesClientBuilder().build();
    private KubernetesClient user = admin;
    private ClusterKafka kafka;

    public LocalCluster(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        create();
    }

    void create() {
        namespace = prefix + "-" + UUID.randomUUID().toString().substring(0, 5);
        createNamespace(namespace);
        Config config = new ConfigBuilder(admin.getConfiguration())
                .withImpersonateUsername(USER)
                .withNamespace(namespace)
                .build();
        user = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Such a namespace as the tests work in; the caller deletes it. */
    public void createNamespace(String name) {
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .serverSideApply();
        admin.rbac()
                .roleBindings()
                .inNamespace(name)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(USER)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
                        .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                        .build())
                .serverSideApply();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        delete(FormerNamespaces.of(context));
    }

    void delete(FormerNamespaces former) {
        admin.namespaces().withName(namespace).delete();
        former.add(namespace);
        former.deleteTopicsThatNobodyUses(admin, kafka());
        kafka.close();
        user.close();
        admin.close();
    }

    public String namespace() {
        return namespace;
    }

    /** Sees and changes everything: for what is around the test, such as namespaces and brokers. */
    public KubernetesClient admin() {
        return admin;
    }

    /** May edit the namespace of the test, like the team that owns connectors. */
    public KubernetesClient user() {
        return user;
    }

    public Resources resources() {
        return new Resources(user, namespace);
    }

    public ClusterKafka kafka() {
        if (kafka == null) {
            kafka = new ClusterKafka(admin);
        }
        return kafka;
    }
}
