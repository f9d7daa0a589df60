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

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final BareClient client = BareClient.toLeaderOf(CLUSTER.workers());

    @Test
    void a_hundred_are_made_and_deleted() throws Exception {
        List<String> names = names(100);
        double createdByClient = Seconds.of(() -> client.create(names));
        double deletedByClient = deletedByClient(names);
        new AppliedTogether(CLUSTER).measure(names, TogetherFigureTest::apply, createdByClient);
        double deleted = Seconds.of(() -> {
            deleteByKubernetes(names);
            within(ALL)
                    .until(() -> gone(names) && CLUSTER.connect().connectors().isEmpty());
        });
        double deletedByKubernetes = deletedByKubernetesAlone(names);
        Figures.add(Figure.times(
                        "100 deleted, beside the longer of a plain client and Kubernetes alone",
                        deleted / Math.max(deletedByClient, deletedByKubernetes))
                .atMost(GOAL)
                .beside(
                        "%.1f s; plain client %.1f s, Kubernetes alone %.1f s",
                        deleted, deletedByClient, deletedByKubernetes));
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

    private static List<String> names(int number) {
        return IntStream.range(0, number).mapToObj(index -> "together-" + index).toList();
    }
}
