package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.ConnectorsSeen;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.Cost;
import dev.kafkaconnect.e2e.support.operator.OperatorProcess;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator costs by itself at up to 5,000 connectors at rest, whose workers are simulated in its process. */
@Tag("apiserver")
@Tag("figure")
@Tag("long")
@Order(6)
class GrowthFigureTest {
    private static final Duration ALL = Duration.ofMinutes(5);

    /** After its last change a cluster is watched for half a minute, a part of which passes before the last event is written. */
    private static final Duration CALM = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofSeconds(20);

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("growing");

    private static OperatorProcess operator;
    private static ConnectorsSeen seen;
    private static int made;

    private final UserActions wanted = new UserActions(API);

    @BeforeAll
    static void start() {
        operator = OperatorProcess.withoutLease(API);
        seen = new ConnectorsSeen(API);
        new UserActions(API).cluster("growing", "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: 1\n");
        WorkerPlayer workers = new WorkerPlayer(API, "growing");
        within(ALL).until(() -> workers.statefulSet() != null);
        workers.allBecomeReady();
    }

    @AfterAll
    static void stop() {
        seen.close();
        operator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 5_000})
    void connectors_at_rest_take_time_and_memory_of_the_operator(int number) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(made, number)
                    .forEach(
                            index -> threads.submit(
                                    () -> wanted.connector(
                                            "growing-" + index,
                                            "clusterRef: {name: growing}\nclass: FileStreamSource\nconfig: {file: /dev/null, topic: lines}\n")));
        }
        made = number;
        within(ALL).until(() -> seen.count(API.namespace(), "Running") == number);
        operator.awaitNoWrites();
        Cost.pass(CALM);
        Duration before = operator.cpu();
        long start = System.nanoTime();
        Cost.pass(REST);
        double millis = operator.cpu().minus(before).toMillis();
        assertThat(operator.isAlive()).as(operator.toString()).isTrue();
        Figures.add(
                Figure.measure(
                                "operator with simulated workers, CPU a minute",
                                millis * 60 / Seconds.since(start),
                                "ms")
                        .with(number),
                Figure.measure("operator with simulated workers, memory", operator.memory(), "MiB")
                        .with(number));
    }
}
