package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.ConnectorsSeen;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.operator.OperatorPart;
import dev.kafkaconnect.e2e.support.operator.OperatorProcess;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import dev.kafkaconnect.e2e.support.waiting.Settled;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Twenty clusters of a thousand Connectors, shared among four operators by label, each with the memory that one is shipped with. What
 * each takes and asks at rest is printed, to be read; that none writes anything then is asserted.
 */
@Tag("apiserver")
@Tag("figure")
@Tag("long")
@Order(Integer.MAX_VALUE)
class SharedByLabelFigureTest {
    private static final String SHARD = "kafkaconnect.dev/shard";
    private static final int OPERATORS = 4;
    private static final int CLUSTERS = 20;

    /** Of each cluster; fewer for a trial. */
    private static final int CONNECTORS = Integer.getInteger("figure.connectors", 1_000);

    private static final int ALL = CLUSTERS * CONNECTORS;

    /** For whatever concerns all of them. */
    private static final Duration LONG = Duration.ofMinutes(6);

    private static final Duration REST = Duration.ofSeconds(30);

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("shared");

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final ConnectorsSeen seen = new ConnectorsSeen(API);
    private final List<OperatorProcess> operators = new ArrayList<>();

    @AfterEach
    void stop() {
        seen.close();
        operators.forEach(OperatorProcess::close);
        threads.close();
    }

    @Test
    void four_operators_are_at_rest_with_twenty_thousand_connectors() {
        long begin = System.nanoTime();
        inParallel(
                CLUSTERS,
                cluster -> create("ConnectCluster", name(cluster), shard(cluster), """
                kafka: {bootstrapServers: "%s-kafka:9092"}
                replicas: 1
                """.formatted(name(cluster))));
        inParallel(
                ALL,
                number -> create(
                        "Connector",
                        "%s-%d".formatted(name(number % CLUSTERS), number / CLUSTERS),
                        shard(number % CLUSTERS),
                        """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: /tmp/lines, topic: lines}
                """.formatted(name(number % CLUSTERS))));
        double created = seconds(begin);

        begin = System.nanoTime();
        IntStream.range(0, OPERATORS)
                .forEach(number -> operators.add(OperatorProcess.start(
                        API, OperatorPart.selecting(shard(number), SHARD + "=" + shard(number)))));
        IntStream.range(0, CLUSTERS)
                .forEach(cluster -> within(LONG)
                        .until(() -> new WorkerPlayer(API, name(cluster)).statefulSet() != null || !areAlive()));
        assertThat(areAlive()).as(operators.toString()).isTrue();
        inParallel(CLUSTERS, cluster -> new WorkerPlayer(API, name(cluster)).allBecomeReady());
        try {
            within(LONG).until(() -> running() == ALL || !areAlive());
        } finally {
            Figures.add(Figure.seconds(
                            "%d connectors of %d clusters made by %d operators".formatted(ALL, CLUSTERS, OPERATORS),
                            seconds(begin))
                    .beside("%d are Running; the objects took %.0f s to create, 16 at a time", running(), created));
        }
        assertThat(areAlive()).as(operators.toString()).isTrue();
        rest();
    }

    private long running() {
        return seen.count(API.namespace(), "Running");
    }

    private boolean areAlive() {
        return operators.stream().allMatch(OperatorProcess::isAlive);
    }

    private void rest() {
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(10))
                .until(new Settled(this::writes));
        long writes = writes();
        long requests = sum(OperatorProcess::requests);
        long begin = System.nanoTime();
        Awaitility.await().pollDelay(REST).atMost(REST.multipliedBy(2)).until(() -> true);
        double minutes = seconds(begin) / 60;

        long most = operators.stream().mapToLong(OperatorProcess::memory).max().orElseThrow();
        String each = operators.stream().map(OperatorProcess::memory).toList().toString();
        Figures.add(
                Figure.measure(
                                "largest of %d operators with %d connectors each".formatted(OPERATORS, ALL / OPERATORS),
                                most,
                                "MiB")
                        .atMost(ShippedMemory.limit())
                        .beside("all: %s MiB; an operator is shipped for 2,000", each),
                Figure.count(
                                "requests to the API server a minute at rest, by %d operators with %d connectors"
                                        .formatted(OPERATORS, ALL),
                                Math.round((sum(OperatorProcess::requests) - requests) / minutes),
                                "requests")
                        .beside("without the leases"));
        assertThat(writes() - writes).as("writes at rest").isZero();
        assertThat(seen.reasonsEver()).contains("Running").doesNotContain("InternalError", "ClusterNotSelected");
    }

    private long writes() {
        return sum(OperatorProcess::writes);
    }

    private long sum(ToLongFunction<OperatorProcess> of) {
        return operators.stream().mapToLong(of).sum();
    }

    private interface Each {
        void make(int number);
    }

    private void inParallel(int count, Each each) {
        List<? extends Future<?>> all = IntStream.range(0, count)
                .mapToObj(number -> threads.submit(() -> each.make(number)))
                .toList();
        within(LONG).until(() -> all.stream().allMatch(Future::isDone));
        assertThat(all).allMatch(one -> one.state() == Future.State.SUCCESS);
    }

    /** A request whose answer was late is sent again. */
    private static void create(String kind, String name, String shard, String spec) {
        try {
            API.admin()
                    .resource(Serialization.unmarshal(
                            """
                            apiVersion: kafkaconnect.dev/v1alpha1
                            kind: %s
                            metadata:
                              name: %s
                              namespace: %s
                              labels: {%s: %s}
                            spec:
                            %s""".formatted(kind, name, API.namespace(), SHARD, shard, spec.indent(2)),
                            GenericKubernetesResource.class))
                    .create();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failed;
            }
        }
    }

    private static String name(int cluster) {
        return "cluster-" + cluster;
    }

    private static String shard(int cluster) {
        return "shard-" + cluster % OPERATORS;
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
