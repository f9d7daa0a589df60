package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.operator.metrics.ReviewedCallers;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom the metrics of the operator are shown to, by tokens that a real API server issues and reviews. */
@Tag("apiserver")
class MetricsAuthenticationTest {
    private static final String ROLES = "deploy/monitoring/authentication/roles.yaml";

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("monitoring");

    private static KubernetesClient client;

    @BeforeAll
    static void an_operator_that_was_not_permitted_to_ask_yet() {
        client = API.asOperator(new WriteLog());
        String early = token("early");
        assertThat(status(early)).as("without " + ROLES).isEqualTo(503);
        ShippedManifests.read(Project.file(ROLES))
                .forEach(object -> API.admin().resource(object).create());
        eventually().until(() -> status(early), answer -> answer == 403);
    }

    @AfterAll
    static void closed() {
        client.close();
    }

    @Test
    void a_service_account_with_the_role_reads_them() {
        String prometheus = token("prometheus");
        API.admin()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("prometheus")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "kafka-connect-metrics-reader")
                        .addNewSubject("", "ServiceAccount", "prometheus", API.namespace())
                        .build())
                .create();

        eventually().until(() -> status(prometheus), answer -> answer == 200);
    }

    @Test
    void a_service_account_without_the_role_is_refused() {
        assertThat(status(token("stranger"))).isEqualTo(403);
    }

    @Test
    void who_has_no_token_of_this_cluster_is_not_known() {
        ReviewedCallers callers = new ReviewedCallers(client, Clock.systemUTC());

        assertThat(callers.status("Bearer made.up.token")).isEqualTo(401);
        assertThat(callers.status("Bearer ")).isEqualTo(401);
        assertThat(callers.status("Basic YWRtaW46YWRtaW4=")).isEqualTo(401);
        assertThat(callers.status(null)).isEqualTo(401);
    }

    /** Of somebody who has not asked before. */
    private static int status(String token) {
        return new ReviewedCallers(client, Clock.systemUTC()).status("Bearer " + token);
    }

    private static String token(String account) {
        API.admin()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .build())
                .create();
        return API.admin()
                .serviceAccounts()
                .inNamespace(API.namespace())
                .withName(account)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
    }
}
