package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.ConnectorsSeen;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.BareKubernetes;
import dev.kafkaconnect.e2e.support.operator.OperatorProcess;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import dev.kafkaconnect.e2e.support.users.ManyConnectors;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever concerns two thousand Connectors at once, while one of another cluster is edited: they are made, lose their workers,
 * get them back and go with their namespace. What is asserted is that the operator lives, keeps its lease and blames itself for
 * nothing; how long the edits took is printed, to be read.
 */
@Tag("apiserver")
@Tag("figure")
@Order(1)
class ThousandsOfConnectorsFigureTest {
    private static final int HERD = 2_000;

    private static final int HALF = 1_000;

    /** MiB that the operator is wanted to take at most, with half of them and with all. */
    private static final int GOAL_MEMORY = 256;

    private static final double GOAL_MADE = 1.15;
    private static final Duration GIVES_BACK = Duration.ofSeconds(15);
    private static final int EDITS_ALONE = 15;
    private static final double LIMIT = 2;
    private static final Duration ALL = Duration.ofMinutes(3);
    private static final String CLUSTER = "kafka:\n  bootstrapServers: %s:9092\nreplicas: 1\n";
    private static final String CONNECTOR = """
            clusterRef: {name: %s}
            class: FileStreamSource
            config: {file: /tmp/lines, topic: lines}
            """;

    @RegisterExtension
    static final ApiServer MANY = ApiServer.forThisClass("many");

    /** On the same server. */
    @RegisterExtension
    static final ApiServer ONE = ApiServer.forThisClass("one");

    private final UserActions many = new UserActions(MANY);
    private final ManyConnectors connectors = new ManyConnectors(many);
    private final UserActions one = new UserActions(ONE);
    private final WorkerPlayer workers = new WorkerPlayer(MANY, "many");
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private OperatorProcess operator;
    private ConnectorsSeen seen;
    private int edits;

    @AfterEach
    void stop() {
        if (operator != null) {
            seen.close();
            operator.close();
        }
        threads.close();
        connectors.close();
    }

    /** Of edits in a row, in seconds, the quickest first. */
    private record Distribution(List<Double> seconds) {
        double median() {
            return seconds.get(seconds.size() / 2);
        }

        @Override
        public String toString() {
            return "%d edits, median %.2f s, max %.2f s".formatted(seconds.size(), median(), seconds.getLast());
        }
    }

    @Test
    void a_herd_stops_neither_the_operator_nor_an_edit_of_another_cluster() throws Exception {
        double byKubernetes = new BareKubernetes(MANY, MANY.namespace()).create(HERD, CONNECTOR.formatted("many"));
        operator = OperatorProcess.start(MANY);
        seen = new ConnectorsSeen(MANY);
        one.cluster("one", CLUSTER.formatted("kafka-of-one"));
        one.connector("edited", CONNECTOR.formatted("one"));
        many.cluster("many", CLUSTER.formatted("kafka-of-many"));
        new WorkerPlayer(ONE, "one").allBecomeReady();
        workers.allBecomeReady();
        eventually().until(() -> seen.count(ONE.namespace(), "Running") == 1);
        Distribution alone = edited(() -> edits == EDITS_ALONE);

        double made = phase(HALF, "made", alone, () -> connectors.make("many", 0, HALF), () -> are(HALF, "Running"));
        addMemory(HALF);
        made += phase(HERD, "made", alone, () -> connectors.make("many", HALF, HERD), () -> are(HERD, "Running"));
        addMemory(HERD);
        Figures.add(Figure.times("%d connectors made, beside Kubernetes alone".formatted(HERD), made / byKubernetes)
                .atMost(GOAL_MADE)
                .beside("%.1f s; object, finalizer and status by a plain client %.1f s", made, byKubernetes));
        phase(HERD, "their workers gone", alone, () -> workers.setReady(0, false), () -> are(HERD, "ClusterNotReady"));
        phase(HERD, "their workers back", alone, () -> workers.setReady(0, true), () -> are(HERD, "Running"));
        phase(HERD, "their namespace deleted", alone, this::end, () -> seen.count(MANY.namespace()) == 0);

        assertThat(operator.isAlive()).as(operator.toString()).isTrue();
        assertThat(lease()).isEqualTo(OperatorProcess.POD + ", transitions 0");
        assertThat(seen.reasonsEver()).contains("Running").doesNotContain("InternalError");
    }

    /** Now, and after it has given back what it needed while they were made. */
    private void addMemory(int number) {
        addMemory("operator with %d connectors".formatted(number));
        operator.rest(GIVES_BACK);
        addMemory("operator with %d connectors, at rest".formatted(number));
    }

    private void addMemory(String when) {
        Figures.add(Figure.measure(when, operator.memory(), "MiB").atMost(GOAL_MEMORY));
    }

    private boolean are(int number, String reason) {
        return seen.count(MANY.namespace(), reason) == number;
    }

    /** What the controller of namespaces does, which does not run here. */
    private void end() {
        MANY.admin().namespaces().withName(MANY.namespace()).delete();
        MANY.admin().resources(Connector.class).inNamespace(MANY.namespace()).delete();
    }

    private double phase(int number, String what, Distribution alone, Runnable begin, BooleanSupplier over)
            throws Exception {
        Future<Double> whole = threads.submit(() -> Seconds.of(() -> {
            begin.run();
            await(over::getAsBoolean);
        }));
        Distribution beside = edited(whole::isDone);
        double seconds = whole.get();
        String phase = "%d connectors %s".formatted(number, what);
        Figures.add(
                Figure.seconds(phase, seconds)
                        .beside("operator %d of %d MiB", operator.memory(), ShippedMemory.limit()),
                Figure.times(phase + ", edits of another cluster beside alone", beside.median() / alone.median())
                        .atMost(LIMIT)
                        .beside("%s; alone %s", beside, alone));
        return seconds;
    }

    /** One after the other, at least one. */
    private Distribution edited(BooleanSupplier over) {
        List<Double> seconds = new ArrayList<>();
        long end = System.nanoTime() + ALL.toNanos();
        do {
            assertThat(operator.isAlive()).as(operator.toString()).isTrue();
            assertThat(System.nanoTime()).as("nothing ends after " + ALL).isLessThan(end);
            long start = System.nanoTime();
            edits++;
            one.changeConnector("edited", "config: {batch.size: %d}".formatted(100 + edits));
            await(() -> seen.isReady(ONE.namespace(), "edited", 1L + edits));
            seconds.add((System.nanoTime() - start) / 1e9);
        } while (!over.getAsBoolean());
        return new Distribution(seconds.stream().sorted().toList());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(ALL).pollInterval(10, TimeUnit.MILLISECONDS).until(condition);
    }

    private static String lease() {
        var spec = MANY.admin()
                .leases()
                .inNamespace(RunningOperator.OWN_NAMESPACE)
                .withName("kafka-connect-operator")
                .get()
                .getSpec();
        return "%s, transitions %d".formatted(spec.getHolderIdentity(), spec.getLeaseTransitions());
    }
}
