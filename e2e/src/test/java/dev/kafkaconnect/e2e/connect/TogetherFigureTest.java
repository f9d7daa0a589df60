package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.AppliedTogether;
import dev.kafkaconnect.e2e.support.measurement.BareClient;
import dev.kafkaconnect.e2e.support.measurement.EndedTasks;
import dev.kafkaconnect.e2e.support.measurement.IdleSource;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred Connectors in one apply, and in one delete, each beside the same by a plain client of the same workers. */
@Tag("connect")
@Tag("figure")
@Tag("long")
@Order(3)
class TogetherFigureTest {
    private static final Duration ALL = Duration.ofMinutes(8);
    private static final double GOAL = 1.15;
    private static final int CONNECTORS = 100;
    private static final int ROUNDS = 5;

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final BareClient client = BareClient.toLeaderOf(CLUSTER.workers());

    @Test
    void a_hundred_are_made_and_deleted() throws Exception {
        List<Double> createdByClient = new ArrayList<>();
        List<Double> deletedByClient = new ArrayList<>();
        List<Double> deleted = new ArrayList<>();
        AppliedTogether applied = new AppliedTogether(CLUSTER);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> names = names(round);
            createdByClient.add(Seconds.of(() -> client.create(names)));
            deletedByClient.add(deletedByClient(names));
            applied.measure(names, TogetherFigureTest::apply);
            deleted.add(Seconds.of(() -> {
                deleteByKubernetes(names);
                within(ALL)
                        .until(() ->
                                gone(names) && CLUSTER.connect().connectors().isEmpty());
            }));
        }
        applied.report(CONNECTORS, new Seconds(createdByClient));
        reportDeleted(new Seconds(deleted), new Seconds(deletedByClient), deletedByKubernetesAlone(names(ROUNDS)));
    }

    private static void reportDeleted(Seconds byOperator, Seconds byClient, double byKubernetes) {
        Figures.add(Figure.times(
                        "%d deleted, beside the longer of a plain client and Kubernetes alone".formatted(CONNECTORS),
                        byOperator.median() / Math.max(byClient.median(), byKubernetes))
                .atMost(GOAL)
                .beside("%s; plain client %s, Kubernetes alone %.1f s", byOperator, byClient, byKubernetes));
    }

    /** Until the last task has ended, as the operator has it. */
    private double deletedByClient(List<String> names) throws Exception {
        try (EndedTasks tasks = new EndedTasks(CLUSTER)) {
            return Seconds.of(() -> {
                client.delete(names);
                tasks.await(names);
            });
        }
    }

    /** The same requests while no operator has a part in it. */
    private static double deletedByKubernetesAlone(List<String> names) throws Exception {
        CLUSTER.stopOperator();
        try {
            names.forEach(TogetherFigureTest::apply);
            return Seconds.of(() -> {
                deleteByKubernetes(names);
                within(ALL).until(() -> gone(names));
            });
        } finally {
            CLUSTER.startOperator();
        }
    }

    private static void apply(String name) {
        CLUSTER.wanted.connector(name, IdleSource.spec(OperatedCluster.NAME));
    }

    private static void deleteByKubernetes(List<String> names) {
        names.forEach(CLUSTER.wanted::deleteConnector);
    }

    private static boolean gone(List<String> names) {
        return CLUSTER
                .api
                .admin()
                .resources(Connector.class)
                .inNamespace(OperatedCluster.NAMESPACE)
                .list()
                .getItems()
                .stream()
                .noneMatch(connector -> names.contains(connector.getMetadata().getName()));
    }

    private static List<String> names(int round) {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(index -> "together-%d-%d".formatted(round, index))
                .toList();
    }
}
