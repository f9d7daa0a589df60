package dev.kafkaconnect.e2e.support.users;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a user asks for and is told in a namespace. */
public final class UserActions {
    private final Supplier<KubernetesClient> client;
    private final Supplier<String> namespace;

    /** In the namespace of the test that runs. */
    public UserActions(ApiServer api) {
        this(api::admin, api::namespace);
    }

    public UserActions(Supplier<KubernetesClient> client, Supplier<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** @param spec YAML of the spec */
    public void cluster(String name, String spec) {
        create("ConnectCluster", name, spec);
    }

    /** @param spec YAML of the spec */
    public void connector(String name, String spec) {
        create("Connector", name, spec);
    }

    /** As kubectl create --dry-run=server does. */
    public void tryConnector(String name, String spec) {
        client.get()
                .resource(Serialization.unmarshal(manifest("Connector", name, spec), GenericKubernetesResource.class))
                .dryRun()
                .create();
    }

    /** Creates it, or makes it have these keys and no others. */
    public Secret secret(String name, Map<String, String> data) {
        SecretBuilder secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.get())
                .endMetadata();
        data.forEach((key, value) ->
                secret.addToData(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return client.get().resource(secret.build()).forceConflicts().serverSideApply();
    }

    /** As kubectl does: without the Java model, which does not know everything that a user may write. */
    private void create(String kind, String name, String spec) {
        client.get()
                .resource(Serialization.unmarshal(manifest(kind, name, spec), GenericKubernetesResource.class))
                .create();
    }

    /**
     * As kubectl apply --server-side does.
     *
     * @param spec YAML of the spec
     */
    public void apply(String cluster, String spec) {
        client.get()
                .resource(Serialization.unmarshal(
                        manifest("ConnectCluster", cluster, spec), GenericKubernetesResource.class))
                .fieldManager("kubectl")
                .forceConflicts()
                .serverSideApply();
    }

    private String manifest(String kind, String name, String spec) {
        return """
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: %s
                metadata:
                  name: %s
                  namespace: %s
                spec:
                %s""".formatted(kind, name, namespace.get(), spec.indent(2));
    }

    public ConnectCluster cluster(String name) {
        return client.get()
                .resources(ConnectCluster.class)
                .inNamespace(namespace.get())
                .withName(name)
                .get();
    }

    public Connector connector(String name) {
        return client.get()
                .resources(Connector.class)
                .inNamespace(namespace.get())
                .withName(name)
                .get();
    }

    /** @param change YAML of what is to be different in the spec; null removes a field */
    public void changeCluster(String name, String change) {
        merge("ConnectCluster", name, "spec:\n" + change.indent(2));
    }

    /** @param change YAML of what is to be different in the spec; null removes a field */
    public void changeConnector(String name, String change) {
        merge("Connector", name, "spec:\n" + change.indent(2));
    }

    private void merge(String kind, String name, String patch) {
        client.get()
                .genericKubernetesResources("kafkaconnect.dev/v1alpha1", kind)
                .inNamespace(namespace.get())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    public void annotateConnector(String name, String key, String value) {
        merge("Connector", name, "metadata: {annotations: {%s: '%s'}}".formatted(key, value));
    }

    /** Null takes the label away. */
    public void labelCluster(String name, String key, String value) {
        merge("ConnectCluster", name, label(key, value));
    }

    /** Null takes the label away. */
    public void labelConnector(String name, String key, String value) {
        merge("Connector", name, label(key, value));
    }

    private static String label(String key, String value) {
        return "metadata: {labels: {%s: %s}}".formatted(key, value);
    }

    public void deleteCluster(String name) {
        client.get().resource(cluster(name)).delete();
    }

    /** Takes its finalizers away. */
    public void releaseCluster(String name) {
        merge("ConnectCluster", name, "metadata: {finalizers: null}");
    }

    public void deleteConnector(String name) {
        client.get().resource(connector(name)).delete();
    }

    /** The condition of a ConnectCluster, null while it has none. */
    public Condition ofCluster(String name, String type) {
        ConnectCluster cluster = cluster(name);
        return cluster.getStatus() == null ? null : find(cluster.getStatus().getConditions(), type);
    }

    /** The condition of a Connector, null while it has none. */
    public Condition ofConnector(String name, String type) {
        Connector connector = connector(name);
        return connector.getStatus() == null ? null : find(connector.getStatus().getConditions(), type);
    }

    public String reasonOfCluster(String name) {
        Condition ready = ofCluster(name, "Ready");
        return ready == null ? null : ready.getReason();
    }

    public String reasonOfConnector(String name) {
        Condition ready = ofConnector(name, "Ready");
        return ready == null ? null : ready.getReason();
    }

    private static Condition find(List<Condition> conditions, String type) {
        return conditions == null
                ? null
                : conditions.stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }
}
