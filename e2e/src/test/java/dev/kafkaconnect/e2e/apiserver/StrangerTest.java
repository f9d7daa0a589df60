package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.Stranger;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever somebody does who may edit another namespace: nothing is changed, shown or lost of what is here. The seed of a run is
 * printed; the system property {@code stranger.seed} repeats it.
 */
@Tag("apiserver")
class StrangerTest {
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";
    private static final String CANARY = "canary-";
    private static final Duration BUDGET = Duration.ofSeconds(25);
    private static final int ROUNDS = 40;
    private static final int ACTS = 12;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions own = new UserActions(API);
    private final long seed = Long.getLong("stranger.seed", System.nanoTime() & 0xffffff);
    private final List<String> acts = new ArrayList<>();
    private String elsewhere;
    private Stranger stranger;

    @BeforeEach
    void workThatGoesOn() {
        elsewhere = API.neighbour("stranger");
        aCluster("payments", "");
        aCluster("files", "mode: Standalone\n");
        own.secret("database", Map.of("pass", CANARY + "password"));
        own.connector(
                "orders",
                connector("payments", "orders")
                        + "configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]\n");
        own.connector("refunds", connector("payments", "refunds") + "connectorName: Refunds_Name\n");
        own.connector("lines", connector("files", "lines"));
        operator.workersOf("payments").createByHand("victim", Map.of("name", "victim", "topic", CANARY + "config"));
        operator.workersOf("payments").fail("victim", CANARY + "trace");
        allRuns();
        eventually()
                .until(() -> own.cluster("payments").getStatus().getUnmanagedConnectors(), List.of("victim")::equals);
        stranger = new Stranger(API, elsewhere, API.namespace(), seed);
        System.out.println("the stranger acts by seed " + seed);
    }

    private void aCluster(String name, String more) {
        own.cluster(name, CLUSTER + more);
        new WorkerPlayer(API, name).allBecomeReady();
        eventually().until(() -> own.reasonOfCluster(name), "WorkersReady"::equals);
    }

    @AfterEach
    void theStrangerGoes() {
        stranger.close();
    }

    private static String connector(String cluster, String name) {
        return "clusterRef: {name: %s}\nclass: FileStreamSource\nconfig: {topic: %s%s, file: /tmp/0}\n"
                .formatted(cluster, CANARY, name);
    }

    /** As the last edit wants it. */
    private void allRuns() {
        for (String name : List.of("orders", "refunds", "lines")) {
            eventually()
                    .until(
                            () -> own.connector(name),
                            connector -> isTold(connector) && "Running".equals(own.reasonOfConnector(name)));
        }
    }

    private static boolean isTold(Connector connector) {
        return connector.getStatus() != null
                && Objects.equals(
                        connector.getStatus().getObservedGeneration(),
                        connector.getMetadata().getGeneration());
    }

    @Test
    void nothing_that_somebody_does_elsewhere_changes_shows_or_loses_anything_here() {
        try {
            int rounds = roundsUntil(Instant.now().plus(BUDGET));
            System.out.println("the stranger had %d rounds: %s".formatted(rounds, stranger.tally()));
            theStrangerGoesAndNothingElseDoes();
        } catch (AssertionError | ConditionTimeoutException failed) {
            throw new AssertionError(story(), failed);
        }
    }

    private int roundsUntil(Instant end) {
        int round = 0;
        for (; round < ROUNDS && Instant.now().isBefore(end); round++) {
            settled();
            int writes = operator.writes().count();
            List<String> requests = requests();

            actsOfTheStranger();

            assertThat(requests()).isEqualTo(requests);
            assertThat(operator.writes().after(writes)).noneMatch(this::isHere);
            nothingShows();
            workOfOnesOwnWhileTheStrangerActs(round);
        }
        return round;
    }

    private void theStrangerGoesAndNothingElseDoes() {
        theStrangerMayNotWriteHere();
        stranger.deleteAll();
        eventually()
                .until(() -> in(elsewhere, Connector.class).isEmpty()
                        && in(elsewhere, ConnectCluster.class).isEmpty());
        nothingShows();
        allRuns();
        assertThat(operator.workersOf("payments").configOf("victim")).containsEntry("topic", CANARY + "config");
        assertThat(requests()).noneMatch(request -> request.endsWith(" victim") || request.endsWith(" x"));
        aClusterThatComesLaterIsLeftAlone();
        ownConnectorsGoWhenTheyAreDeleted();
    }

    /** What was named and deleted before it was there is still nobody's. */
    private void aClusterThatComesLaterIsLeftAlone() {
        List<String> names = List.of("Refunds_Name", "lines", "orders", "victim");
        names.forEach(name -> operator.workersOf("later").createByHand(name, Map.of("name", name)));
        aCluster("later", "");
        eventually().until(() -> own.cluster("later").getStatus().getUnmanagedConnectors(), names::equals);
        assertThat(operator.workersOf("later").writes()).isEmpty();
    }

    private void actsOfTheStranger() {
        for (int act = 0; act < ACTS; act++) {
            acts.add(stranger.act());
        }
        // What has been looked at has led to whatever it leads to.
        eventually()
                .until(() -> in(elsewhere, Connector.class).stream()
                        .allMatch(connector ->
                                (connector.getMetadata().getDeletionTimestamp() == null || !namesWhatIsHere(connector))
                                        && isTold(connector)));
        eventually()
                .until(() -> in(elsewhere, ConnectCluster.class).stream()
                        .allMatch(cluster -> cluster.getStatus() != null
                                && Objects.equals(
                                        cluster.getStatus().getObservedGeneration(),
                                        cluster.getMetadata().getGeneration())));
    }

    /** Any edit of one's own takes effect, and is the only reason for a request to the workers. */
    private void workOfOnesOwnWhileTheStrangerActs(int round) {
        String name = List.of("orders", "refunds", "lines").get(round % 3);
        String connectName = name.equals("refunds") ? "Refunds_Name" : name;
        int before = workers(name).writes().size();

        own.changeConnector(name, "config: {file: /tmp/%d}".formatted(round + 1));
        acts.add(stranger.act());
        if (round % 7 == 3) {
            operator.restart();
        }
        acts.add(stranger.act());

        eventually().until(() -> workers(name).configOf(connectName).get("file"), ("/tmp/" + (round + 1))::equals);
        allRuns();
        List<String> requests = workers(name).writes();
        assertThat(requests.subList(before, requests.size())).containsExactly("putConfig " + connectName);
    }

    private FakeConnect workers(String connector) {
        return operator.workersOf(connector.equals("lines") ? "files" : "payments");
    }

    /** Those of the workers here, in no order between the clusters. */
    private List<String> requests() {
        return Stream.of("payments", "files")
                .flatMap(cluster -> operator.workersOf(cluster).writes().stream())
                .toList();
    }

    /** Two looks at the clusters here and nothing was written in between. */
    private void settled() {
        int[] before = {-1};
        eventually().during(Duration.ofMillis(300)).until(() -> {
            int now = (int)
                    operator.writes().after(0).stream().filter(this::isHere).count();
            boolean same = now == before[0];
            before[0] = now;
            return same;
        });
    }

    private boolean isHere(String write) {
        return write.contains("/namespaces/" + API.namespace() + "/");
    }

    private void nothingShows() {
        String all = Stream.of(
                        Connector.class,
                        ConnectCluster.class,
                        Event.class,
                        ConfigMap.class,
                        Secret.class,
                        StatefulSet.class)
                .flatMap(type -> in(elsewhere, type).stream())
                .map(Serialization::asYaml)
                .reduce("", String::concat);
        assertThat(all)
                .doesNotContain(CANARY)
                .doesNotContain("payments-worker-0.payments-workers." + API.namespace() + ".")
                .doesNotContain("files-worker-0.files-workers." + API.namespace() + ".");
        assertThat(in(elsewhere, Connector.class)).allSatisfy(connector -> {
            var status = connector.getStatus();
            if (status != null && namesWhatIsHere(connector)) {
                assertThat(status)
                        .extracting("type", "workerId", "tasks", "failedTasks", "admittedBy", "listedOffsets")
                        .containsOnlyNulls();
            }
        });
        String here = Stream.of(Connector.class, ConnectCluster.class, Event.class, ConfigMap.class, StatefulSet.class)
                .flatMap(type -> in(API.namespace(), type).stream())
                .map(Serialization::asYaml)
                .reduce("", String::concat);
        assertThat(here).doesNotContain(Stranger.MARK);
    }

    private static boolean namesWhatIsHere(Connector connector) {
        return API.namespace().equals(connector.getSpec().getClusterRef().getNamespace());
    }

    private static <T extends HasMetadata> List<T> in(String namespace, Class<T> type) {
        return API.admin().resources(type).inNamespace(namespace).list().getItems();
    }

    private void theStrangerMayNotWriteHere() {
        assertThatThrownBy(() -> stranger.reach(API.namespace()))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(403));
    }

    private void ownConnectorsGoWhenTheyAreDeleted() {
        for (String name : List.of("orders", "refunds", "lines")) {
            own.deleteConnector(name);
            eventually().until(() -> own.connector(name) == null);
        }
        assertThat(requests()).contains("delete orders", "delete Refunds_Name", "delete lines");
    }

    private String story() {
        Stream<String> events = in(API.namespace(), Event.class).stream()
                .map(event -> "%s %s %s: %s"
                        .formatted(
                                event.getEventTime(),
                                event.getRegarding().getName(),
                                event.getReason(),
                                event.getNote()))
                .sorted();
        return "seed %d; last acts:%n%s%nevents here:%n%s"
                .formatted(
                        seed,
                        String.join("\n", acts.subList(Math.max(0, acts.size() - 30), acts.size())),
                        String.join("\n", events.toList()));
    }
}
