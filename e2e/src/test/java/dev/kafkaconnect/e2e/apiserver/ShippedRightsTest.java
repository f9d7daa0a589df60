package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator may not do: the tests of what it may are all the others. */
@Tag("apiserver")
class ShippedRightsTest {

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        "delete, '', secrets",
        "create, '', serviceaccounts/token",
        "create, '', pods/exec",
        "delete, kafkaconnect.dev, connectclusters",
        "update, kafkaconnect.dev, connectclusters",
        "delete, kafkaconnect.dev, connectors",
        "create, kafkaconnect.dev, connectors",
        "delete, apps, statefulsets",
        "delete, '', configmaps",
        "delete, '', persistentvolumeclaims",
        "delete, coordination.k8s.io, leases",
        "get, coordination.k8s.io, leases",
        "create, rbac.authorization.k8s.io, clusterroles",
        "create, rbac.authorization.k8s.io, rolebindings"
    })
    void the_operator_may_not(String verb, String group, String resource) {
        String[] parts = resource.split("/");
        try (KubernetesClient operator = API.asOperator(new WriteLog())) {
            var review = new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withResourceAttributes(new ResourceAttributesBuilder()
                            .withVerb(verb)
                            .withGroup(group)
                            .withResource(parts[0])
                            .withSubresource(parts.length > 1 ? parts[1] : null)
                            .withNamespace(API.namespace())
                            .build())
                    .endSpec()
                    .build();
            assertThat(operator.authorization()
                            .v1()
                            .selfSubjectAccessReview()
                            .create(review)
                            .getStatus()
                            .getAllowed())
                    .isFalse();
        }
    }

    @Test
    void an_operator_for_some_namespaces_has_the_same_rights_there_and_reads_namespaces() {
        List<PolicyRule> everywhere = rules("deploy/base/cluster-role.yaml");
        List<PolicyRule> namespaces = rules("deploy/namespaced/namespaces-role.yaml");

        assertThat(namespaces).singleElement().satisfies(rule -> {
            assertThat(rule.getResources()).containsExactly("namespaces");
            assertThat(rule.getVerbs()).containsExactly("list", "watch");
        });
        assertThat(rules("deploy/namespaced/watched/role.yaml"))
                .containsExactlyElementsOf(everywhere.stream()
                        .filter(rule -> !namespaces.contains(rule))
                        .toList());
    }

    @Test
    void no_rule_is_there_twice() {
        List<String> rights = rules("deploy/base/cluster-role.yaml").stream()
                .flatMap(rule -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> verb + " " + resource)))
                .toList();

        assertThat(rights).doesNotHaveDuplicates();
    }

    private static List<PolicyRule> rules(String file) {
        return ShippedManifests.read(Project.file(file)).stream()
                .flatMap(resource -> switch (resource) {
                    case ClusterRole role -> role.getRules().stream();
                    case Role role -> role.getRules().stream();
                    default -> Stream.empty();
                })
                .toList();
    }

    @Test
    void no_role_holds_a_wildcard() {
        assertThat(rules("deploy/base/cluster-role.yaml"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule)
                        .extracting(PolicyRule::getVerbs, PolicyRule::getResources, PolicyRule::getApiGroups)
                        .allSatisfy(list -> assertThat(list.toString()).doesNotContain("*")));
    }
}
