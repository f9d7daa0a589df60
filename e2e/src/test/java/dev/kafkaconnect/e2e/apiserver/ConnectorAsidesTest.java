package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.kafkaconnect.api.connectorstatus.ListedOffsets;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of a connector beside its conditions, with the rights as shipped. */
@Tag("apiserver")
class ConnectorAsidesTest {
    private static final String ANNOTATION = "kafkaconnect.dev/list-offsets";
    private static final String OFFSETS =
            "[\n  {\"partition\":{\"filename\":\"/tmp/lines\"},\"offset\":{\"position\":42}}\n]\n";
    private static final String ADVICE =
            "spec.tasksMax is 3, but the connector splits its work into 1 task; spec.tasksMax: 1 is enough";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void a_running_connector() {
        ClusterScenario.started(wanted, workers, "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: 1\n");
        wanted.connector("lines", "clusterRef: {name: example}\nclass: FileStreamSource\ntasksMax: 3\n");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
    }

    private ListedOffsets listed(String request) {
        wanted.annotateConnector("lines", ANNOTATION, request);
        return eventually()
                .until(
                        () -> wanted.connector("lines").getStatus().getListedOffsets(),
                        listing -> listing != null && request.equals(listing.getRequest()));
    }

    private ConfigMap configMap() {
        return API.admin()
                .configMaps()
                .inNamespace(API.namespace())
                .withName("lines-offsets")
                .get();
    }

    @Test
    void offsets_are_listed_once_for_each_value_also_after_a_restart_of_the_operator() {
        assertThat(listed("one")).satisfies(listing -> {
            assertThat(listing.getResult()).as(listing.getMessage()).isEqualTo("Done");
            assertThat(listing.getConfigMap()).isEqualTo("lines-offsets");
        });
        ConfigMap made = configMap();
        assertThat(made.getData()).isEqualTo(Map.of("offsets.json", OFFSETS));
        assertThat(made.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getKind, OwnerReference::getUid)
                .containsExactly(tuple(
                        "Connector", wanted.connector("lines").getMetadata().getUid()));
        assertThat(wanted.reasonOfConnector("lines")).isEqualTo("Running");

        API.admin().resource(made).delete();
        operator.restart();
        operator.passTwice(workers);

        assertThat(configMap()).isNull();
        assertThat(listed("two").getResult()).isEqualTo("Done");
        assertThat(configMap().getData()).containsKey("offsets.json");
    }

    @Test
    void listed_offsets_replace_those_that_were_listed_before() {
        listed("one");
        API.admin()
                .configMaps()
                .inNamespace(API.namespace())
                .withName("lines-offsets")
                .edit(there -> new ConfigMapBuilder(there)
                        .withData(Map.of("offsets.json", "old"))
                        .build());

        assertThat(listed("two").getResult()).isEqualTo("Done");

        assertThat(configMap().getData()).isEqualTo(Map.of("offsets.json", OFFSETS));
    }

    @Test
    void a_config_map_of_somebody_else_is_left_as_it_is_and_told_of() {
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("lines-offsets")
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .withData(Map.of("mine", "precious"))
                        .build())
                .create();

        assertThat(listed("one")).satisfies(listing -> {
            assertThat(listing.getResult()).isEqualTo("Failed");
            assertThat(listing.getConfigMap()).isNull();
            assertThat(listing.getMessage()).contains("lines-offsets", "does not belong to this Connector");
        });
        assertThat(configMap().getData()).isEqualTo(Map.of("mine", "precious"));
        assertThat(wanted.reasonOfConnector("lines")).isEqualTo("Running");
    }

    @Test
    void advice_comes_when_the_tasks_have_settled_and_goes_with_what_it_was_about() {
        assertThat(wanted.connector("lines").getStatus().getAdvice()).isNullOrEmpty();

        operator.clock.advance(Duration.ofSeconds(31));
        wanted.annotateConnector("lines", "look", "again");

        eventually()
                .until(
                        () -> wanted.connector("lines").getStatus().getAdvice(),
                        advice -> List.of(ADVICE).equals(advice));
        assertThat(wanted.reasonOfConnector("lines")).isEqualTo("Running");

        operator.restart();
        operator.passTwice(workers);
        assertThat(wanted.connector("lines").getStatus().getAdvice()).containsExactly(ADVICE);

        wanted.changeConnector("lines", "tasksMax: 1");

        eventually()
                .untilAsserted(
                        () -> assertThat(wanted.connector("lines").getStatus().getAdvice())
                                .isNullOrEmpty());
        eventually().untilAsserted(() -> assertThat(advised()).containsExactly(ADVICE));
    }

    private static List<String> advised() {
        return API.admin().events().v1().events().inNamespace(API.namespace()).list().getItems().stream()
                .filter(event -> event.getReason().equals("Advice"))
                .map(event -> event.getNote())
                .toList();
    }
}
