package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.project.RenderedChart;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator with exactly the permissions that the Helm chart gives it in each scope does its work, and may do no more. */
@Tag("apiserver")
class ChartScopesTest {
    private static final String OPERATOR = "kafka-connect-operator";
    private static final String ELSEWHERE = "elsewhere";
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\n";
    private static final String CONNECTOR =
            "clusterRef: {name: CLUSTER}\nclass: FileStreamSource\nconfig: {topic: lines}\n";

    @RegisterExtension
    static final ApiServer UNNAMED = ApiServer.forThisClass(ELSEWHERE);

    @RegisterExtension
    static final ApiServer TEAM_A = ApiServer.forThisClass("team-a");

    @RegisterExtension
    static final ApiServer TEAM_B = ApiServer.forThisClass("team-b");

    @RegisterExtension
    static final ApiServer OWN = ApiServer.forThisClass(OPERATOR);

    /** What one test leaves behind in a namespace is not for the next one. */
    private final String cluster = UniqueName.of("main");

    private final String connector = cluster + "-lines";
    private KubernetesClient operator;

    @BeforeEach
    void impersonate() {
        operator = UNNAMED.asOperator(new WriteLog());
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void with_scope_cluster_it_works_in_every_namespace() {
        RenderedChart chart = RenderedChart.with("default");
        install(chart);

        runsConnectorsIn(chart, UNNAMED);

        assertThat(may("list", "", "secrets", null)).isTrue();
        assertThat(may("update", "coordination.k8s.io", "leases", OPERATOR)).isTrue();
        assertThat(may("update", "coordination.k8s.io", "leases", ELSEWHERE)).isFalse();
    }

    @Test
    void with_scope_namespaces_it_works_in_those_and_reads_nothing_elsewhere_but_namespaces() {
        RenderedChart chart = RenderedChart.with("namespaces");
        assertThat(chart.watchedNamespaces()).containsExactlyInAnyOrder("team-a", "team-b");
        install(chart);

        runsConnectorsIn(chart, TEAM_A, TEAM_B);

        mayNothingBeyond(chart.watchedNamespaces());
        assertThat(may("list", "", "namespaces", null)).isTrue();
        assertThat(may("update", "coordination.k8s.io", "leases", OPERATOR)).isTrue();
    }

    @Test
    void with_scope_own_it_works_in_the_namespace_of_its_release_only() {
        RenderedChart chart = RenderedChart.with("own");
        assertThat(chart.watchedNamespaces()).containsExactly(OPERATOR);
        install(chart);

        runsConnectorsIn(chart, OWN);

        mayNothingBeyond(chart.watchedNamespaces());
        assertThat(may("list", "", "namespaces", null)).isTrue();
        assertThat(may("update", "coordination.k8s.io", "leases", OPERATOR)).isTrue();
    }

    @Test
    void with_scope_own_it_works_without_any_permission_in_the_whole_cluster() {
        RenderedChart chart = withoutClusterRoles("own-no-cluster-roles");
        install(chart);

        runsConnectorsIn(chart, OWN);

        mayNothingBeyond(chart.watchedNamespaces());
        assertThat(may("list", "", "namespaces", null)).isFalse();
    }

    @Test
    void an_operator_that_does_not_read_namespaces_says_so_where_their_labels_decide() {
        RenderedChart chart = withoutClusterRoles("namespaces-no-cluster-roles");
        install(chart);
        OperatorBench bench = new OperatorBench(TEAM_A);
        try (RunningOperator running = start(chart, bench)) {
            UserActions owner = new UserActions(TEAM_A);
            UserActions guest = new UserActions(TEAM_B);
            owner.cluster(cluster, CLUSTER + """
                    connectors:
                      allowedNamespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: team-b}}}
                    """);
            guest.connector(connector, CONNECTOR.replace("CLUSTER", cluster + ", namespace: team-a"));
            new WorkerPlayer(TEAM_A, cluster).allBecomeReady();
            eventually().until(() -> owner.reasonOfCluster(cluster), "WorkersReady"::equals);
            eventually().until(() -> guest.reasonOfConnector(connector), "NamespaceNotAllowed"::equals);
            assertThat(guest.ofConnector(connector, "Ready").getMessage()).contains("READ_NAMESPACES", "from: All");

            owner.changeCluster(cluster, "connectors: {allowedNamespaces: {from: All, selector: null}}");

            eventually().until(() -> guest.reasonOfConnector(connector), "Running"::equals);
            assertThat(running.writes().after(0)).isNotEmpty();
        }
        mayNothingBeyond(chart.watchedNamespaces());
        assertThat(may("list", "", "namespaces", null)).isFalse();
    }

    private static RenderedChart withoutClusterRoles(String values) {
        RenderedChart chart = RenderedChart.with(values);
        assertThat(chart.all(ClusterRole.class)).isEmpty();
        assertThat(chart.all(ClusterRoleBinding.class)).isEmpty();
        return chart;
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespaces", "own", "monitoring"})
    void without_scope_cluster_the_only_cluster_wide_permission_is_to_read_namespaces(String values) {
        RenderedChart chart = RenderedChart.with(values);
        List<ClusterRole> bound = chart.all(ClusterRole.class).stream()
                .filter(role -> !role.getMetadata().getName().matches("kafka-connect-(edit|view)|.*-webhook"))
                .toList();

        assertThat(bound)
                .singleElement()
                .satisfies(role -> assertThat(role.getRules()).singleElement().satisfies(rule -> {
                    assertThat(rule.getResources()).containsExactly("namespaces");
                    assertThat(rule.getVerbs()).containsExactly("list", "watch");
                }));
        assertThat(chart.all(ClusterRoleBinding.class))
                .filteredOn(binding -> !binding.getMetadata().getName().endsWith("-webhook"))
                .singleElement()
                .satisfies(binding -> assertThat(binding.getRoleRef().getName())
                        .isEqualTo(bound.getFirst().getMetadata().getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "webhook-namespaces", "settings"})
    void for_the_webhook_it_may_patch_one_object_by_its_name(String values) {
        RenderedChart chart = RenderedChart.with(values);

        assertThat(chart.all(ClusterRole.class))
                .filteredOn(role -> role.getMetadata().getName().endsWith("-webhook"))
                .singleElement()
                .satisfies(role -> assertThat(role.getRules()).singleElement().satisfies(rule -> {
                    assertThat(rule.getResources()).containsExactly("validatingwebhookconfigurations");
                    assertThat(rule.getResourceNames())
                            .containsExactly(chart.all(ValidatingWebhookConfiguration.class)
                                    .getFirst()
                                    .getMetadata()
                                    .getName());
                    assertThat(rule.getVerbs()).containsExactly("get", "patch");
                }));
    }

    /** In place of the permissions that the server has been given at its start. */
    private static void install(RenderedChart chart) {
        KubernetesClient admin = UNNAMED.admin();
        for (var type : List.of(ClusterRoleBinding.class, RoleBinding.class, ClusterRole.class, Role.class)) {
            admin.resources(type)
                    .inAnyNamespace()
                    .withLabel("app.kubernetes.io/name", OPERATOR)
                    .delete();
        }
        for (HasMetadata object : chart.objects()) {
            switch (object) {
                case CustomResourceDefinition definition -> ShippedManifests.applyDefinition(admin, definition);
                case Deployment deployment -> {}
                default -> admin.resource(object).forceConflicts().serverSideApply();
            }
        }
    }

    private void runsConnectorsIn(RenderedChart chart, ApiServer... namespaces) {
        OperatorBench bench = new OperatorBench(namespaces[0]);
        try (RunningOperator running = start(chart, bench)) {
            for (ApiServer namespace : namespaces) {
                UserActions user = new UserActions(namespace);
                user.cluster(cluster, CLUSTER.replace("kafka:9092", namespace.namespace() + "-kafka:9092"));
                user.connector(connector, CONNECTOR.replace("CLUSTER", cluster));
                new WorkerPlayer(namespace, cluster).allBecomeReady();

                eventually().until(() -> user.reasonOfCluster(cluster), "WorkersReady"::equals);
                eventually().until(() -> user.reasonOfConnector(connector), "Running"::equals);
            }
            assertThat(running.writes().after(0)).isNotEmpty();
        }
    }

    private static RunningOperator start(RenderedChart chart, OperatorBench bench) {
        return RunningOperator.startFor(
                chart.watchedNamespaces(), OPERATOR, UNNAMED, bench.surroundings(), chart.readsNamespaces());
    }

    private void mayNothingBeyond(Set<String> watched) {
        for (String namespace : watched) {
            assertThat(may("list", "", "secrets", namespace)).isTrue();
        }
        for (String group : List.of("", "apps", "kafkaconnect.dev")) {
            for (String resource : resources(group)) {
                assertThat(may("list", group, resource, null)).as(resource).isFalse();
                assertThat(may("list", group, resource, ELSEWHERE)).as(resource).isFalse();
            }
        }
        assertThat(may("get", "", "secrets", ELSEWHERE)).isFalse();
        assertThat(may("create", "", "secrets", ELSEWHERE)).isFalse();
        assertThat(may("update", "coordination.k8s.io", "leases", ELSEWHERE)).isFalse();
    }

    private static List<String> resources(String group) {
        return switch (group) {
            case "" -> List.of("secrets", "configmaps", "pods", "services", "persistentvolumeclaims");
            case "apps" -> List.of("statefulsets");
            default -> List.of("connectors", "connectclusters");
        };
    }

    /** @param namespace null: in all */
    private boolean may(String verb, String group, String resource, String namespace) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return operator.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
