package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.ConnectorsSeen;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.operator.OperatorProcess;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import dev.kafkaconnect.e2e.support.users.ManyConnectors;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one operator takes for many clusters of middling size, whose workers are played in its process. */
@Tag("apiserver")
@Tag("figure")
@Tag("long")
@Order(2)
class ManyClustersFigureTest {
    private static final int CLUSTERS = 20;
    private static final int EACH = 250;
    private static final int GOAL_MEMORY = 384;

    /** In hundredths of a processor. */
    private static final double GOAL_CPU = 5;

    private static final Duration ALL = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(30);

    /** So long workers are asked often after a change. */
    private static final Duration WATCHED = Duration.ofSeconds(25);

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("clusters");

    private final UserActions user = new UserActions(API);
    private final ManyConnectors connectors = new ManyConnectors(user);
    private final OperatorProcess operator = OperatorProcess.start(API);
    private final ConnectorsSeen seen = new ConnectorsSeen(API);

    @AfterEach
    void stop() {
        seen.close();
        operator.close();
        connectors.close();
    }

    @Test
    void an_operator_of_many_clusters_is_small_and_rests() {
        List<String> clusters =
                IntStream.range(0, CLUSTERS).mapToObj("cluster-%d"::formatted).toList();
        clusters.forEach(name ->
                user.cluster(name, "kafka:\n  bootstrapServers: kafka-of-%s:9092\nreplicas: 1\n".formatted(name)));
        clusters.forEach(name -> new WorkerPlayer(API, name).allBecomeReady());
        clusters.forEach(name -> connectors.make(name, 0, EACH));
        within(ALL).until(() -> seen.count(API.namespace(), "Running") == CLUSTERS * EACH);
        long busiest = operator.memory();

        double cpu = restingCpu();

        String what = "%d clusters of %d connectors, one operator".formatted(CLUSTERS, EACH);
        Figures.add(
                Figure.measure(what + ", memory", operator.memory(), "MiB")
                        .atMost(GOAL_MEMORY)
                        .beside("%d MiB when all had been made, of %d", busiest, ShippedMemory.limit()),
                Figure.percentOfACore(what + ", at rest, of a processor", cpu).atMost(GOAL_CPU));
        assertThat(operator.isAlive()).as(operator.toString()).isTrue();
        assertThat(seen.count(API.namespace(), "Running")).isEqualTo(CLUSTERS * EACH);
    }

    /** After what is left to do when the last connector runs. */
    private double restingCpu() {
        operator.awaitNoWrites();
        operator.rest(WATCHED);
        Duration before = operator.cpu();
        operator.rest(REST);
        return operator.cpu().minus(before).toMillis() / 10.0 / REST.toSeconds();
    }
}
