package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Resources with values that this version of the operator cannot read stop nobody else, neither live nor at a start. */
@Tag("apiserver")
class UnknownValuesTest {
    private static final String KAFKA = "kafka:\n  bootstrapServers: kafka:9092\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);

    @AfterEach
    void the_definitions_are_as_shipped_again() {
        ShippedManifests.DEFINITIONS.forEach(
                file -> ShippedManifests.applyDefinition(API.admin(), ShippedManifests.definition(file)));
    }

    @Test
    void a_cluster_with_a_word_of_a_newer_definition_stops_nobody_else_and_is_not_guessed_at() {
        newerDefinition("crds/connectclusters.yaml", "topics", "management");
        wanted.cluster("puzzling", KAFKA + "topics:\n  management: Recreate\n");

        theOthersGoOn();

        eventually().until(() -> wanted.reasonOfCluster("puzzling"), "ConfigInvalid"::equals);
        assertThat(wanted.ofCluster("puzzling", "Ready").getMessage()).contains("spec.topics.management");
        assertThat(new WorkerPlayer(API, "puzzling").statefulSet()).isNull();
    }

    @Test
    void a_cluster_with_a_mode_of_a_newer_definition_stops_nobody_else_and_is_not_guessed_at() {
        newerDefinition("crds/connectclusters.yaml", "mode");
        wanted.cluster("puzzling", KAFKA + "mode: Serverless\n");

        theOthersGoOn();

        eventually().until(() -> wanted.reasonOfCluster("puzzling"), "ConfigInvalid"::equals);
        assertThat(wanted.ofCluster("puzzling", "Ready").getMessage()).contains("spec.mode");
        assertThat(new WorkerPlayer(API, "puzzling").statefulSet()).isNull();
    }

    @Test
    void a_connector_with_a_word_of_a_newer_definition_stops_nobody_else_and_is_not_guessed_at() {
        newerDefinition("crds/connectors.yaml", "state");
        wanted.connector("puzzling", "clusterRef: {name: example}\nclass: FileStreamSource\nstate: Sleeping\n");

        theOthersGoOn();

        eventually().until(() -> wanted.reasonOfConnector("puzzling"), "ConfigInvalid"::equals);
        assertThat(wanted.ofConnector("puzzling", "Ready").getMessage()).contains("spec.state");
    }

    @Test
    void a_cluster_with_an_amount_of_memory_beyond_32_bits_is_understood_and_stops_nobody_else() {
        String spec = KAFKA + "resources:\n  limits: {memory: 4294967296}\n";
        // Stated first because it would end this process with the informer.
        assertThatCode(() -> LenientSerialization.create()
                        .unmarshal("metadata: {name: large}\nspec:\n" + spec.indent(2), ConnectCluster.class))
                .doesNotThrowAnyException();
        wanted.cluster("large", spec);

        theOthersGoOn();

        eventually()
                .untilAsserted(() -> assertThat(new WorkerPlayer(API, "large")
                                .statefulSet()
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getResources()
                                .getLimits())
                        .containsEntry("memory", new Quantity("4Gi")));
    }

    private void theOthersGoOn() {
        wanted.cluster("before-restart", KAFKA);
        eventually().until(() -> new WorkerPlayer(API, "before-restart").statefulSet(), found -> found != null);

        operator.restart();

        wanted.cluster("after-restart", KAFKA);
        eventually().until(() -> new WorkerPlayer(API, "after-restart").statefulSet(), found -> found != null);
        assertThat(operator.isHealthy()).isTrue();
    }

    /** Allows any word in a field, as a newer version of the operator allows more than this one. */
    private static void newerDefinition(String file, String... pathInSpec) {
        CustomResourceDefinition definition = ShippedManifests.definition(file);
        JSONSchemaProps field = definition
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("spec");
        for (String name : List.of(pathInSpec)) {
            field = field.getProperties().get(name);
        }
        field.setEnum(null);
        field.setXKubernetesValidations(List.of());
        ShippedManifests.applyDefinition(API.admin(), definition);
    }
}
