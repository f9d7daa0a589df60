package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.PlayedWorkers;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.fakes.WorkersByHttp;
import dev.kafkaconnect.e2e.support.operator.OperatorPart;
import dev.kafkaconnect.e2e.support.operator.OperatorProcess;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two operators as processes of their own, with a lease each, in front of the same workers. */
@Tag("apiserver")
class OperatorProcessesTest {
    private static final String SHARD = "kafkaconnect.dev/shard";
    private static final String CLUSTER = "kafka:\n  bootstrapServers: %s-kafka:9092\nreplicas: 1\n";
    private static final String CONNECTOR = "clusterRef: {name: %s}\nclass: FileStreamSource\nconfig: {topic: lines}\n";

    /** A process starts, or takes over a lease. */
    private static final Duration LONG = Duration.ofMinutes(2);

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    private final UserActions user = new UserActions(API);
    private final PlayedWorkers workers = new PlayedWorkers((cluster, namespace) -> Map.of());
    private final WorkersByHttp port = new WorkersByHttp(workers);
    private OperatorProcess first;
    private OperatorProcess second;

    @AfterEach
    void stop() {
        first.close();
        second.close();
        port.close();
    }

    @Test
    void by_label_each_works_for_its_own_and_one_takes_over_from_the_other_without_a_write_to_the_workers() {
        first = OperatorProcess.start(API, OperatorPart.selecting("blue", SHARD + "=blue"), port);
        second = OperatorProcess.start(API, OperatorPart.selecting("green", SHARD + "=green"), port);
        runs(user, "blue");
        runs(user, "green");
        edited("blue", "first");
        edited("green", "first");
        FakeConnect ofBlue = workers.of("blue", API.namespace());
        List<String> before = ofBlue.writes();
        long generation = generation("blue");

        user.labelCluster("blue", SHARD, "green");
        user.labelConnector("blue-lines", SHARD, "green");
        first.kill();
        edited("blue", "second");
        edited("green", "second");

        assertThat(ofBlue.writes()).hasSize(before.size() + 1).startsWith(before.toArray(String[]::new));
        assertThat(generation("blue")).isEqualTo(generation);
        assertThat(holder("green")).isEqualTo("green");
        assertThat(second.isAlive()).as(second.toString()).isTrue();
    }

    @Test
    void by_namespace_each_has_its_own_lease_in_the_namespace_of_both() {
        String neighbour = API.neighbour("other");
        UserActions other = new UserActions(API::admin, () -> neighbour);
        first = OperatorProcess.start(API, OperatorPart.watching("one", Set.of(API.namespace())), port);
        second = OperatorProcess.start(API, OperatorPart.watching("two", Set.of(neighbour)), port);

        user.cluster("one", CLUSTER.formatted("one"));
        other.cluster("two", CLUSTER.formatted("two"));

        within(LONG).until(() -> user.reasonOfCluster("one") != null);
        within(LONG).until(() -> other.reasonOfCluster("two") != null);
        assertThat(holder("one")).isEqualTo("one");
        assertThat(holder("two")).isEqualTo("two");
    }

    private void runs(UserActions owner, String shard) {
        owner.cluster(shard, CLUSTER.formatted(shard));
        owner.labelCluster(shard, SHARD, shard);
        owner.connector(shard + "-lines", CONNECTOR.formatted(shard));
        owner.labelConnector(shard + "-lines", SHARD, shard);
        WorkerPlayer player = new WorkerPlayer(API, shard);
        within(LONG).until(player::statefulSet, found -> found != null);
        player.allBecomeReady();
        within(LONG).until(() -> owner.reasonOfConnector(shard + "-lines"), "Running"::equals);
    }

    /** Until the workers of the cluster have it, and the status tells of it. */
    private void edited(String cluster, String topic) {
        String name = cluster + "-lines";
        user.changeConnector(name, "config: {topic: %s}".formatted(topic));
        long generation = user.connector(name).getMetadata().getGeneration();
        within(LONG)
                .until(() -> workers.of(cluster, API.namespace()).configOf(name).get("topic"), topic::equals);
        within(LONG).until(() -> user.connector(name).getStatus().getObservedGeneration() == generation);
        within(LONG).until(() -> user.reasonOfConnector(name), "Running"::equals);
    }

    private long generation(String cluster) {
        return new WorkerPlayer(API, cluster).statefulSet().getMetadata().getGeneration();
    }

    private static String holder(String lease) {
        return API.admin()
                .leases()
                .inNamespace(RunningOperator.OWN_NAMESPACE)
                .withName(lease)
                .get()
                .getSpec()
                .getHolderIdentity();
    }
}
