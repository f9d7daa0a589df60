package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.kafka.Brokers;
import dev.kafkaconnect.e2e.support.measurement.BareClient;
import dev.kafkaconnect.e2e.support.measurement.Cost;
import dev.kafkaconnect.e2e.support.operator.OperatorProcess;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the operator's defaults for workers cost beside Kafka's own: at rest, on the workers and on the brokers, and while connectors are
 * made by a plain client. The REST API has no TLS with either.
 */
@Tag("connect")
@Tag("figure")
@Tag("long")
@Order(5)
class WorkerDefaultsFigureTest {
    private static final String NAME = "defaults";
    private static final int WORKERS = 2;
    private static final int CREATED = 60;
    private static final int ROUNDS = 5;

    /** What a worker logs at the end of each rebalance. */
    private static final String JOINED = "Joined group at generation";

    private static final Duration WARM = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofSeconds(40);

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("defaults");

    /** @param rebalances for each connector that was made */
    private record Group(double idle, double brokers, Seconds creation, double rebalances) {}

    @Test
    void workers_with_our_defaults_beside_workers_with_those_of_kafka() throws Exception {
        try (Brokers brokers = Brokers.start()) {
            String ours = properties(brokers.bootstrapServers());
            double nobody = idle(brokers);
            Group withOurs = measured(brokers, "ours", ours);
            Group withKafkas = measured(
                    brokers,
                    "kafkas",
                    ours.replaceAll("(?m)^heartbeat\\.interval\\.ms=.*$", "heartbeat.interval.ms=3000"));
            Figures.add(
                    Figure.times(
                                    "idle workers with our defaults, CPU beside Kafka's defaults",
                                    withOurs.idle() / withKafkas.idle())
                            .atMost(1.1)
                            .beside(
                                    "%.2f %% of a core beside %.2f %%, each of %d workers",
                                    withOurs.idle() / WORKERS, withKafkas.idle() / WORKERS, WORKERS),
                    Figure.times(
                                    "three brokers for idle workers with our defaults, CPU beside Kafka's defaults",
                                    withOurs.brokers() / withKafkas.brokers())
                            .beside(
                                    "%.1f %% of a core beside %.1f %%; %.1f %% without workers",
                                    withOurs.brokers(), withKafkas.brokers(), nobody),
                    Figure.times(
                                    "%d made by a plain client on our defaults, beside Kafka's defaults"
                                            .formatted(CREATED),
                                    withOurs.creation().median()
                                            / withKafkas.creation().median())
                            .atMost(1.05)
                            .beside("%s; with Kafka's defaults %s", withOurs.creation(), withKafkas.creation()),
                    Figure.measure(
                                    "rebalances of the workers for each connector that a plain client makes",
                                    withOurs.rebalances(),
                                    "")
                            .beside(
                                    "%.2f with Kafka's defaults; %d connectors, %d requests at once",
                                    withKafkas.rebalances(), CREATED, BareClient.PARALLEL));
        }
    }

    private static double idle(Brokers brokers) {
        Duration before = brokers.cpu();
        long start = System.nanoTime();
        Cost.pass(REST);
        return Cost.percent(brokers.cpu().minus(before), Seconds.since(start));
    }

    private static Group measured(Brokers brokers, String name, String properties) throws Exception {
        RealWorkers workers = new RealWorkers(
                name,
                properties.replaceAll("(?m)^(group\\.id|.*storage\\.topic)=(.*)$", "$1=" + name + "-$2"),
                IntStream.range(0, WORKERS)
                        .mapToObj(index -> "%s-%d.workers".formatted(name, index))
                        .toList());
        try (workers) {
            workers.start();
            Cost.pass(WARM);
            Duration workersBefore = workers.cpu();
            Duration brokersBefore = brokers.cpu();
            long start = System.nanoTime();
            Cost.pass(REST);
            double seconds = Seconds.since(start);
            double idle = Cost.percent(workers.cpu().minus(workersBefore), seconds);
            double ofBrokers = Cost.percent(brokers.cpu().minus(brokersBefore), seconds);
            BareClient client = BareClient.toLeaderOf(workers);
            List<Double> creation = new ArrayList<>();
            long joined = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<String> names = names(round);
                long before = workers.linesWith(JOINED);
                creation.add(Seconds.of(() -> client.create(names)));
                joined += workers.linesWith(JOINED) - before;
                client.delete(names);
            }
            return new Group(idle, ofBrokers, new Seconds(creation), (double) joined / WORKERS / ROUNDS / CREATED);
        }
    }

    private static List<String> names(int round) {
        return IntStream.range(0, CREATED)
                .mapToObj(index -> "round-%d-%d".formatted(round, index))
                .toList();
    }

    /** Those that the operator makes of a ConnectCluster without any of its own. */
    private static String properties(String bootstrapServers) {
        UserActions wanted = new UserActions(API);
        try (OperatorProcess operator = OperatorProcess.withoutLease(API)) {
            wanted.cluster(NAME, """
                    kafka: {bootstrapServers: '%s'}
                    replicas: %d
                    rest: {tls: {mode: Disabled}}
                    """.formatted(bootstrapServers, WORKERS));
            return within(Duration.ofMinutes(1))
                    .until(new WorkerPlayer(API, NAME)::statefulSet, found -> found != null)
                    .getSpec()
                    .getTemplate()
                    .getMetadata()
                    .getAnnotations()
                    .get("kafkaconnect.dev/worker.properties");
        }
    }
}
