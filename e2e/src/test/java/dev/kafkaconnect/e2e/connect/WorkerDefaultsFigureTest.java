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
import java.util.stream.Stream;
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

    /** Two of them live at the same time, and take turns: whatever slows down one slows down the other. */
    private static final class Group implements AutoCloseable {
        private final RealWorkers workers;
        private final List<Double> creation = new ArrayList<>();
        private BareClient client;
        private Duration before = Duration.ZERO;
        private double idle;
        private long joined;

        Group(String name, String properties) {
            workers = new RealWorkers(
                    name,
                    properties.replaceAll("(?m)^(group\\.id|.*storage\\.topic)=(.*)$", "$1=" + name + "-$2"),
                    IntStream.range(0, WORKERS)
                            .mapToObj(index -> "%s-%d.workers".formatted(name, index))
                            .toList());
            workers.start();
        }

        void beginRest() {
            before = workers.cpu();
        }

        void endRest(double seconds) {
            idle = Cost.percent(workers.cpu().minus(before), seconds) / WORKERS;
        }

        void create(List<String> names) throws Exception {
            if (client == null) {
                client = BareClient.toLeaderOf(workers);
            }
            long joinedBefore = workers.linesWith(JOINED);
            creation.add(Seconds.of(() -> client.create(names)));
            joined += workers.linesWith(JOINED) - joinedBefore;
            client.delete(names);
        }

        double idle() {
            return idle;
        }

        Seconds creation() {
            return new Seconds(creation);
        }

        /** For each connector that was made. */
        double rebalances() {
            return (double) joined / WORKERS / ROUNDS / CREATED;
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    @Test
    void workers_with_our_defaults_beside_workers_with_those_of_kafka() throws Exception {
        try (Brokers brokers = Brokers.start()) {
            String properties = properties(brokers.bootstrapServers());
            double both;
            double withOurs;
            try (Group ours = new Group("ours", properties)) {
                try (Group kafkas = new Group("kafkas", withKafkasDefaults(properties))) {
                    for (int round = 0; round < ROUNDS; round++) {
                        ours.create(names(round));
                        kafkas.create(names(round));
                    }
                    reportCreation(ours, kafkas);
                    both = idle(brokers, ours, kafkas);
                    reportIdle(ours, kafkas);
                }
                withOurs = idle(brokers, ours);
            }
            double nobody = idle(brokers);
            reportBrokers(nobody, withOurs, nobody + both - withOurs);
        }
    }

    private static String withKafkasDefaults(String properties) {
        return properties.replaceAll("(?m)^heartbeat\\.interval\\.ms=.*$", "heartbeat.interval.ms=3000");
    }

    /** What the brokers take of a core meanwhile. */
    private static double idle(Brokers brokers, Group... groups) {
        Cost.pass(WARM);
        Duration before = brokers.cpu();
        long start = System.nanoTime();
        Stream.of(groups).forEach(Group::beginRest);
        Cost.pass(REST);
        double seconds = Seconds.since(start);
        Stream.of(groups).forEach(group -> group.endRest(seconds));
        return Cost.percent(brokers.cpu().minus(before), seconds);
    }

    private static void reportIdle(Group ours, Group kafkas) {
        Figures.add(Figure.times(
                        "idle workers with our defaults, CPU beside Kafka's defaults", ours.idle() / kafkas.idle())
                .atMost(1.1)
                .beside("%.2f %% of a core beside %.2f %%, each of %d workers", ours.idle(), kafkas.idle(), WORKERS));
    }

    private static void reportBrokers(double nobody, double withOurs, double withKafkas) {
        Figures.add(Figure.times(
                        "three brokers for idle workers with our defaults, CPU beside Kafka's defaults",
                        withOurs / withKafkas)
                .beside("%.1f %% of a core beside %.1f %%; %.1f %% without workers", withOurs, withKafkas, nobody));
    }

    private static void reportCreation(Group ours, Group kafkas) {
        Figures.add(
                Figure.times(
                                "%d made by a plain client on our defaults, beside Kafka's defaults".formatted(CREATED),
                                ours.creation().median() / kafkas.creation().median())
                        .atMost(1.05)
                        .beside("%s; with Kafka's defaults %s", ours.creation(), kafkas.creation()),
                Figure.measure(
                                "rebalances of the workers for each connector that a plain client makes",
                                ours.rebalances(),
                                "")
                        .beside(
                                "%.2f with Kafka's defaults; %d connectors, %d requests at once",
                                kafkas.rebalances(), CREATED, BareClient.PARALLEL));
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
