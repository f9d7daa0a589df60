package dev.kafkaconnect.e2e.support.users;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Somebody who may edit one namespace and nothing else, and applies, edits and deletes in it whatever may do harm in another
 * one. Each act follows from the seed; what the API server refuses counts as an act.
 */
public final class Stranger implements AutoCloseable {
    /** In every text that the stranger writes and nobody else does. */
    public static final String MARK = "of-the-stranger";

    /** As the controller for aggregated roles, which does not run here, would add them to the role edit. */
    private static final List<String> EDIT =
            List.of("system:aggregate-to-edit", "system:aggregate-to-view", "kafka-connect-edit", "kafka-connect-view");

    private static final List<String> OBJECTS = List.of("orders", "refunds", "lines", "victim", "x");
    private static final List<String> CLUSTERS = List.of("payments", "files", "later", "strange");
    private static final List<String> CLASSES = List.of(
            "FileStreamSource",
            "FileStreamSource",
            "org.example." + MARK,
            "'${values:/etc/kafka-connect-values:%s-1.2.0}'",
            "../../%s",
            "'%%2F'");
    private static final List<String> CONFIGS = List.of(
            "{file: /tmp/" + MARK + "}",
            "{a: [1], file: " + MARK + "}",
            "{a: {b: c}}",
            "{file: '${kafkasecurity:/etc/kafka-connect-credentials:password}'}",
            "{file: '${values:/etc/kafka-connect-values:orders-1.2.0}'}",
            "{}");
    private static final List<String> POLICIES = List.of(
            "",
            "deletionPolicy: Delete\n",
            "deletionPolicy: Stop\n",
            "deletionPolicy: Retain\n",
            "deleteOffsets: true\n");
    private static final List<String> OFFSETS =
            List.of("", "", "offsets: {id: a, reset: true}\n", "offsets: {id: b, reset: true}\n");
    private static final List<String> STATES = List.of("", "state: Running\n", "state: Paused\n", "state: Stopped\n");
    private static final List<String> VERSIONS = List.of(
            "",
            "",
            "",
            "",
            "version: '${kafkasecurity:/etc/kafka-connect-credentials:password}'\n",
            "version: 1.0." + MARK + "\n");
    private static final List<String> VALUES = List.of(
            "",
            "configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]\n",
            "configFrom: [{key: password, secretKeyRef: {name: own, key: pass}}]\n",
            "configFrom: [{key: file, configMapKeyRef: {name: lines-offsets, key: offsets.json}}]\n");
    private static final List<String> ANNOTATIONS = List.of(
            "kafkaconnect.dev/restartedAt", "kafkaconnect.dev/list-offsets", "kafkaconnect.dev/paused-reconciliation");
    private static final List<String> CLUSTER_SPECS = List.of(
            "",
            "groupId: payments\n",
            "connectors: {unmanaged: Delete, allowedNamespaces: {from: All}}\n",
            "paused: true\n",
            "mode: Standalone\n",
            "config: {a: [1], " + MARK + ": 1}\n",
            "config: {group.id: payments}\n",
            "rest: {tls: {mode: Disabled}}\n",
            "rest: {tls: {mode: Secret, secretName: payments-rest-tls}}\n");

    private final Random random;
    private final KubernetesClient client;
    private final String own;
    private final String theirs;
    private final TreeMap<String, Integer> tally = new TreeMap<>();

    /**
     * @param own namespace that the stranger may edit
     * @param theirs namespace that the stranger would like to have a hand in
     */
    public Stranger(ApiServer api, String own, String theirs, long seed) {
        this.random = new Random(seed);
        this.own = own;
        this.theirs = theirs;
        this.client = api.asUser("stranger");
        EDIT.forEach(role -> api.admin()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("stranger-" + role.replace(':', '-'))
                        .withNamespace(own)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", "stranger", null)
                        .build())
                .serverSideApply());
        new UserActions(() -> client, () -> own).secret("own", Map.of("pass", MARK));
    }

    /** Does one thing; what is told is for whoever looks into a failure. */
    public String act() {
        String act = "";
        try {
            act = switch (random.nextInt(10)) {
                case 0, 1, 2 -> apply("Connector", one(OBJECTS), connector());
                case 3 -> apply("ConnectCluster", one(CLUSTERS), cluster());
                case 4, 5 -> patch("Connector", one(OBJECTS), "spec:\n" + edit().indent(2));
                case 6 ->
                    patch(
                            "Connector",
                            one(OBJECTS),
                            "metadata: {annotations: {%s: '%d'}}".formatted(one(ANNOTATIONS), random.nextInt(3)));
                case 7, 8 -> delete("Connector", one(OBJECTS));
                default -> delete("ConnectCluster", one(CLUSTERS));
            };
            return count("done", act);
        } catch (KubernetesClientException refused) {
            return count("refused with " + refused.getCode(), refused.getMessage());
        }
    }

    private String count(String outcome, String act) {
        tally.merge(outcome, 1, Integer::sum);
        return outcome + ": " + act;
    }

    /** How many acts came to what. */
    public TreeMap<String, Integer> tally() {
        return tally;
    }

    private String connector() {
        return "clusterRef: {name: %s%s}\n"
                        .formatted(one(CLUSTERS), one(List.of("", ", namespace: " + theirs, ", namespace: " + theirs)))
                + one(List.of(
                        "", "connectorName: %s\n".formatted(one(List.of("orders", "Refunds_Name", "lines", "victim")))))
                + "class: %s\n".formatted(one(CLASSES).formatted(one(OBJECTS)))
                + "config: %s\n".formatted(one(CONFIGS))
                + one(POLICIES)
                + one(OFFSETS)
                + one(STATES)
                + one(VERSIONS)
                + one(VALUES);
    }

    private String edit() {
        return one(List.of(
                "config: " + one(CONFIGS) + "\n",
                "class: " + one(CLASSES).formatted("orders") + "\n",
                one(OFFSETS) + one(STATES) + one(VALUES) + "tasksMax: 3\n",
                one(POLICIES) + "tasksMax: 2\n"));
    }

    private String cluster() {
        return "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: %d\n".formatted(random.nextInt(2))
                + one(CLUSTER_SPECS);
    }

    private String apply(String kind, String name, String spec) {
        String manifest =
                "apiVersion: kafkaconnect.dev/v1alpha1\nkind: %s\nmetadata:\n  name: %s\n  namespace: %s\nspec:\n%s"
                        .formatted(kind, name, own, spec.indent(2));
        client.resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
                .forceConflicts()
                .fieldManager("stranger")
                .serverSideApply();
        return "apply " + manifest;
    }

    private String patch(String kind, String name, String patch) {
        client.genericKubernetesResources("kafkaconnect.dev/v1alpha1", kind)
                .inNamespace(own)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        return "patch %s %s %s".formatted(kind, name, patch);
    }

    private String delete(String kind, String name) {
        client.genericKubernetesResources("kafkaconnect.dev/v1alpha1", kind)
                .inNamespace(own)
                .withName(name)
                .delete();
        return "delete %s %s".formatted(kind, name);
    }

    /** Tries to write where it has no right to. */
    public void reach(String namespace) {
        client.resources(Connector.class)
                .inNamespace(namespace)
                .withName("orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "spec: {tasksMax: 9}");
    }

    /** Everything that the stranger has made goes, at once. */
    public void deleteAll() {
        List.of("Connector", "ConnectCluster")
                .forEach(kind -> client.genericKubernetesResources("kafkaconnect.dev/v1alpha1", kind)
                        .inNamespace(own)
                        .delete());
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Override
    public void close() {
        client.close();
    }
}
