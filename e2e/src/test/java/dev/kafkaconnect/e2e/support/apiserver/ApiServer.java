package dev.kafkaconnect.e2e.support.apiserver;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.operator.requests.BoundedHttpClientFactory;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A kube-apiserver with the definitions and roles as shipped. Every test gets a namespace of its own, which is emptied after it:
 * the operator watches all namespaces. Test classes share one server, except those whose operator would run beside one that
 * outlives its class: each would act on the other's clusters. Registered as a static field.
 */
public final class ApiServer implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final String OPERATOR = "kafka-connect-operator";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final List<Class<? extends HasMetadata>> EMPTIED = List.of(
            Connector.class,
            ConnectCluster.class,
            StatefulSet.class,
            Pod.class,
            Service.class,
            ConfigMap.class,
            Secret.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            PersistentVolumeClaim.class,
            NetworkPolicy.class);

    private final Sharing sharing;
    private final String fixedNamespace;
    private Shared shared;
    private final List<String> others = new ArrayList<>();
    private String namespace;

    private enum Sharing {
        ALL_CLASSES,
        ONE_CLASS
    }

    /** With a namespace of its own for every test. */
    public ApiServer() {
        this(Sharing.ALL_CLASSES, null);
    }

    private ApiServer(Sharing sharing, String fixedNamespace) {
        this.sharing = sharing;
        this.fixedNamespace = fixedNamespace;
    }

    /** That no other test class sees, with a namespace of its own for every test. */
    public static ApiServer forThisClass() {
        return new ApiServer(Sharing.ONE_CLASS, null);
    }

    /** That no other test class sees, with one namespace for many tests, which see to its contents themselves. */
    public static ApiServer forThisClass(String namespace) {
        return new ApiServer(Sharing.ONE_CLASS, namespace);
    }

    /** With one namespace for many tests, which see to its contents themselves. */
    public static ApiServer withNamespace(String namespace) {
        return new ApiServer(Sharing.ALL_CLASSES, namespace);
    }

    private record Shared(LoopbackServer server, KubernetesClient admin) implements AutoCloseable {

        static Shared start() {
            LoopbackServer server = LoopbackServer.start();
            KubernetesClient admin = client(server.config());
            ShippedManifests.install(admin);
            return new Shared(server, admin);
        }

        @Override
        public void close() {
            admin.close();
            server.close();
        }
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(LenientSerialization.create())
                .build();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = (sharing == Sharing.ONE_CLASS ? context : context.getRoot())
                .getStore(ExtensionContext.Namespace.create(ApiServer.class))
                .computeIfAbsent(sharing, key -> Shared.start(), Shared.class);
        if (fixedNamespace != null) {
            enter(fixedNamespace);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (fixedNamespace == null) {
            enter("test-" + NUMBER.incrementAndGet());
        }
    }

    private void enter(String name) {
        namespace = name;
        create(name);
    }

    private void create(String name) {
        admin().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** One more namespace for the test that runs, emptied after it like its own. */
    public String neighbour(String suffix) {
        String name = namespace + "-" + suffix;
        create(name);
        others.add(name);
        return name;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (fixedNamespace == null) {
            EMPTIED.forEach(type -> removeAll(type, namespace));
        }
        others.forEach(other -> EMPTIED.forEach(type -> removeAll(type, other)));
        others.clear();
    }

    private <T extends HasMetadata> void removeAll(Class<T> type, String from) {
        for (T resource : admin().resources(type).inNamespace(from).list().getItems()) {
            var one = admin().resource(resource);
            if (!resource.getMetadata().getFinalizers().isEmpty()) {
                one.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
            }
            one.withGracePeriod(0).delete();
        }
    }

    /** May do everything; plays the user and the controllers that do not run here. */
    public KubernetesClient admin() {
        return shared.admin();
    }

    /** How processes of a test reach the server as {@link #admin}. */
    public Config adminConfig() {
        return shared.server().config();
    }

    /** The namespace of the test that runs. */
    public String namespace() {
        return namespace;
    }

    /** A client of somebody who has the roles that are bound to this name, and no others. To be closed by the caller. */
    public KubernetesClient asUser(String name) {
        return client(new ConfigBuilder(shared.server().config())
                .withImpersonateUsername(name)
                .withImpersonateGroups("system:authenticated")
                .build());
    }

    /** A client with the rights that the operator is shipped with, and no others. To be closed by the caller. */
    public KubernetesClient asOperator(Interceptor watcher) {
        return operatorClient(operatorConfig(), watcher);
    }

    private static KubernetesClient operatorClient(ConfigBuilder config, Interceptor watcher) {
        return BoundedHttpClientFactory.below(config)
                .withKubernetesSerialization(LenientSerialization.create())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("watcher", watcher))
                .build();
    }

    /** The same for an operator that was installed in another namespace. */
    public KubernetesClient asOperatorIn(String installation, Interceptor watcher) {
        return operatorClient(operatorConfig(installation), watcher);
    }

    /** The rights that the operator is shipped with, and no others. */
    public ConfigBuilder operatorConfig() {
        return operatorConfig(OPERATOR);
    }

    private ConfigBuilder operatorConfig(String installation) {
        return new ConfigBuilder(shared.server().config())
                .withImpersonateUsername("system:serviceaccount:%s:%s".formatted(installation, OPERATOR))
                .withImpersonateGroups(
                        "system:serviceaccounts", "system:serviceaccounts:" + installation, "system:authenticated");
    }
}
