package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.definitions.Fields;
import dev.kafkaconnect.e2e.support.definitions.Fields.Field;
import dev.kafkaconnect.e2e.support.definitions.ResourceFiles;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The definitions as the API server serves them: what kubectl explain answers, and what the subresources do. */
@Tag("apiserver")
class DefinitionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of an annotation, in which kubectl apply keeps a copy. */
    private static final int LARGEST = 262_144;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private final UserActions wanted = new UserActions(API);

    @ParameterizedTest
    @ValueSource(strings = {"ConnectCluster", "Connector"})
    void every_field_is_explained(String kind) throws Exception {
        assertThat(explained(kind))
                .hasSizeGreaterThan(30)
                .filteredOn(field -> field.description().isBlank())
                .extracting(Field::path)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConnectCluster", "Connector"})
    void every_value_that_a_user_may_write_has_an_example(String kind) throws Exception {
        assertThat(writable(kind))
                .filteredOn(field -> !field.description().contains("Example: "))
                .extracting(Field::path)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConnectCluster", "Connector"})
    void every_value_that_a_user_may_leave_out_has_a_documented_default(String kind) throws Exception {
        assertThat(writable(kind))
                .filteredOn(field -> !field.required())
                .filteredOn(field -> !field.description().contains("Default: "))
                .extracting(Field::path)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConnectCluster", "Connector"})
    void every_default_is_the_one_that_is_documented(String kind) throws Exception {
        assertThat(writable(kind).filter(field -> field.schema().has("default")))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.description())
                        .as(field.path())
                        .contains("Default: " + field.schema().path("default").asText()));
    }

    /** What kubectl explain reads. */
    private static List<Field> explained(String kind) throws Exception {
        JsonNode document = JSON.readTree(API.admin().raw("/openapi/v3/apis/kafkaconnect.dev/v1alpha1"));
        return Fields.of(document.path("components").path("schemas").path("dev.kafkaconnect.v1alpha1." + kind)).stream()
                .filter(field -> !field.path().startsWith("metadata"))
                .toList();
    }

    private static Stream<Field> writable(String kind) throws Exception {
        return explained(kind).stream()
                .filter(field -> field.path().startsWith("spec."))
                .filter(Field::isLeaf)
                .filter(field -> !field.description().startsWith("Rejected."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crds/connectclusters.yaml", "crds/connectors.yaml"})
    void a_definition_is_small_enough_for_kubectl_apply(String file) {
        String json = API.admin().getKubernetesSerialization().asJson(ShippedManifests.definition(file));

        assertThat(json.length()).isLessThan(LARGEST / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crds/connectclusters.yaml", "crds/connectors.yaml"})
    void applying_a_definition_again_changes_nothing(String file) {
        String before = ShippedManifests.applyDefinition(API.admin(), ShippedManifests.definition(file))
                .getMetadata()
                .getResourceVersion();

        CustomResourceDefinition again =
                ShippedManifests.applyDefinition(API.admin(), ShippedManifests.definition(file));

        assertThat(again.getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "valid-cluster-full.yaml",
        "valid-cluster-config-scalars.yaml",
        "valid-connector-full.yaml",
        "valid-connector-config-scalars.yaml"
    })
    void what_is_stored_survives_another_application_of_the_definitions(String file) {
        GenericKubernetesResource stored = API.admin()
                .resource(ResourceFiles.read(
                        Project.file("e2e/src/test/resources/resources/valid/" + file), API.namespace()))
                .create();

        ShippedManifests.DEFINITIONS.forEach(
                definition -> ShippedManifests.applyDefinition(API.admin(), ShippedManifests.definition(definition)));

        assertThat(API.admin().resource(stored).get()).isEqualTo(stored);
    }

    @Test
    void connectors_are_found_by_the_name_of_their_cluster() {
        wanted.connector("one", "clusterRef: {name: first}\nclass: FileStreamSource\n");
        wanted.connector("two", "clusterRef: {name: second}\nclass: FileStreamSource\n");

        assertThat(API.admin()
                        .resources(Connector.class)
                        .inNamespace(API.namespace())
                        .withField("spec.clusterRef.name", "second")
                        .list()
                        .getItems())
                .extracting(connector -> connector.getMetadata().getName())
                .containsExactly("two");
    }

    @Test
    void what_the_operator_has_not_seen_yet_is_of_no_generation() {
        wanted.cluster("example", "kafka: {bootstrapServers: 'kafka:9092'}\n");
        wanted.connector("lines", "clusterRef: {name: example}\nclass: FileStreamSource\n");

        assertThat(wanted.cluster("example").getStatus().getObservedGeneration())
                .isEqualTo(-1);
        assertThat(wanted.connector("lines").getStatus().getObservedGeneration())
                .isEqualTo(-1);
    }

    /** What Git has and the server does not is a difference that GitOps tools show for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"connectclusters", "connectors"})
    void a_definition_is_stored_as_it_is_written(String plural) {
        GenericKubernetesResource written =
                ResourceFiles.read(Project.file("crds/%s.yaml".formatted(plural)), API.namespace());

        GenericKubernetesResource stored = API.admin()
                .genericKubernetesResources("apiextensions.k8s.io/v1", "CustomResourceDefinition")
                .withName(plural + ".kafkaconnect.dev")
                .require();

        assertThat(stored.getAdditionalProperties().get("spec"))
                .isEqualTo(written.getAdditionalProperties().get("spec"));
    }

    @Test
    void a_cluster_can_be_scaled_by_kubectl_and_by_an_autoscaler() {
        wanted.cluster("example", "kafka: {bootstrapServers: 'kafka:9092'}\n");
        report("example", "a-controller", "replicas: 4\nselector: kafkaconnect.dev/cluster=example\n");
        var cluster = API.admin()
                .resources(ConnectCluster.class)
                .inNamespace(API.namespace())
                .withName("example");

        Scale before = cluster.scale();
        cluster.scale(5);

        assertThat(before.getStatus().getReplicas()).isEqualTo(4);
        assertThat(before.getStatus().getSelector()).isEqualTo("kafkaconnect.dev/cluster=example");
        assertThat(cluster.get().getSpec().getReplicas()).isEqualTo(5);
    }

    @Test
    void conditions_of_different_parties_are_merged_by_their_type() {
        wanted.cluster("example", "kafka: {bootstrapServers: 'kafka:9092'}\n");

        report("example", "one", condition("Ready"));
        report("example", "another", condition("BackedUp"));

        assertThat(wanted.cluster("example").getStatus().getConditions())
                .extracting(Condition::getType)
                .containsExactlyInAnyOrder("Ready", "BackedUp");
    }

    private static String condition(String type) {
        return "conditions:\n- {type: %s, status: 'True', reason: Fine, message: fine, lastTransitionTime: '2026-01-31T12:00:00Z'}\n"
                .formatted(type);
    }

    /** Writes a part of the status as a controller does. */
    private static void report(String cluster, String manager, String status) {
        GenericKubernetesResource part = Serialization.unmarshal(
                """
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: ConnectCluster
                metadata: {name: %s, namespace: %s}
                status:
                %s""".formatted(cluster, API.namespace(), status.indent(2)), GenericKubernetesResource.class);
        API.admin()
                .resource(part)
                .subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(manager)
                                .build(),
                        part);
    }

    @Test
    void kubectl_get_shows_the_columns_of_the_user_guide() {
        assertThat(columns("crds/connectclusters.yaml"))
                .containsExactly(
                        "Mode",
                        "Ready",
                        "Replicas",
                        "Connectors",
                        "Failed",
                        "Version",
                        "Age",
                        "Reason",
                        "Group",
                        "Image",
                        "Kafka",
                        "Message");
        assertThat(columns("crds/connectors.yaml"))
                .containsExactly(
                        "Cluster",
                        "Class",
                        "State",
                        "Tasks",
                        "Ready",
                        "Restarts",
                        "Age",
                        "Reason",
                        "Type",
                        "Version",
                        "Worker",
                        "Topics",
                        "Message");
    }

    private static List<String> columns(String file) {
        return ShippedManifests.definition(file)
                .getSpec()
                .getVersions()
                .getFirst()
                .getAdditionalPrinterColumns()
                .stream()
                .map(CustomResourceColumnDefinition::getName)
                .toList();
    }
}
