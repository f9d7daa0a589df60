package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.Policies;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The policies in examples/policies, as they are there, bound to the namespace of the test. */
@Tag("apiserver")
class ExamplePoliciesTest {
    private static final String OPERATORS = "kafka-connect-operator";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final Policies policies = new Policies(API);

    private final UserActions wanted = new UserActions(API);

    /** One test: an API server does not follow the parameters of a policy that is deleted and made again. */
    @Test
    void a_class_that_is_not_listed_for_the_namespace_is_refused_with_those_that_are() {
        allow(API.namespace(), "org.example.Source\norg.example.Sink\n");
        wanted.connector("older", spec("org.example.Other", 1));
        policies.example("allowed-classes.yaml");
        eventually().until(() -> refuses("org.example.Other", 1) && !refuses("org.example.Sink", 1));

        assertThatCode(() -> wanted.connector("lines", spec("org.example.Sink", 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> wanted.connector("other", spec("org.example.Other", 1)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("the class org.example.Other is not allowed in namespace " + API.namespace())
                .hasMessageContaining("org.example.Source, org.example.Sink");

        wanted.annotateConnector("older", "example.com/note", "metadata may change");
        assertThatThrownBy(() -> wanted.changeConnector("older", "tasksMax: 2"))
                .isInstanceOf(KubernetesClientException.class);
        wanted.deleteConnector("older");

        allow("another", "org.example.Sink");
        eventually().until(() -> refuses("org.example.Sink", 1));
        assertThatThrownBy(() -> wanted.connector("lines-2", spec("org.example.Sink", 1)))
                .hasMessageContaining("allowed are: none");
    }

    @Test
    void more_tasks_than_the_label_of_the_namespace_says_are_refused() {
        label("8");
        wanted.connector("older", spec("org.example.Sink", 9));
        policies.example("limited-tasks.yaml");
        eventually().until(() -> refuses("org.example.Sink", 9));

        assertThatCode(() -> wanted.connector("lines", spec("org.example.Sink", 8)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> wanted.changeConnector("lines", "tasksMax: 9"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(
                        "spec.tasksMax is 9, and namespace %s allows at most 8".formatted(API.namespace()));
        wanted.annotateConnector("older", "example.com/note", "metadata may change");

        label("many");
        eventually().until(() -> refuses("org.example.Sink", 1));
        assertThatThrownBy(() -> wanted.connector("other", spec("org.example.Sink", 1)))
                .hasMessageContaining("must be a number, not many");

        label(null);
        eventually().until(() -> !refuses("org.example.Sink", 9));
    }

    private static String spec(String connectorClass, int tasks) {
        return "clusterRef: {name: example}\nclass: %s\ntasksMax: %d\n".formatted(connectorClass, tasks);
    }

    private boolean refuses(String connectorClass, int tasks) {
        try {
            wanted.tryConnector("probe", spec(connectorClass, tasks));
            return false;
        } catch (KubernetesClientException refused) {
            assertThat(refused.getCode()).isIn(403, 422);
            return true;
        }
    }

    private static void allow(String namespace, String classes) {
        API.admin()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(OPERATORS)
                        .endMetadata()
                        .build())
                .serverSideApply();
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("allowed-connector-classes")
                        .withNamespace(OPERATORS)
                        .endMetadata()
                        .withData(Map.of(namespace, classes))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private static void label(String limit) {
        API.admin()
                .namespaces()
                .withName(API.namespace())
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .removeFromLabels("connectors.example.com/max-tasks")
                        .addToLabels(limit == null ? Map.of() : Map.of("connectors.example.com/max-tasks", limit))
                        .endMetadata()
                        .build());
    }
}
