package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
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
        "create, '', pods",
        "delete, '', pods",
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
    void no_role_holds_a_wildcard() {
        assertThat(Shipped.read(Project.file("deploy/base/cluster-role.yaml")))
                .filteredOn(ClusterRole.class::isInstance)
                .flatExtracting(role -> ((ClusterRole) role).getRules())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule)
                        .extracting(PolicyRule::getVerbs, PolicyRule::getResources, PolicyRule::getApiGroups)
                        .allSatisfy(list -> assertThat(list.toString()).doesNotContain("*")));
    }
}
