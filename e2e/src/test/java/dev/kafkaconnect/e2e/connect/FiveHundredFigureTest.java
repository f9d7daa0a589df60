package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.AppliedTogether;
import dev.kafkaconnect.e2e.support.measurement.BareClient;
import dev.kafkaconnect.e2e.support.measurement.CommittedTasks;
import dev.kafkaconnect.e2e.support.measurement.IdleSource;
import dev.kafkaconnect.e2e.support.measurement.QuickRemoval;
import dev.kafkaconnect.e2e.support.workers.CountedQuestions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Five hundred Connectors that refer to one Secret: they are applied together, then the Secret is changed. Each beside the same by a
 * plain client of the same workers. No worker is asked more than a few times whether it has the new value, however many wait for it.
 */
@Tag("connect")
@Tag("figure")
@Tag("long")
@Order(4)
class FiveHundredFigureTest {
    /** Fewer for a trial. */
    private static final int CONNECTORS = Integer.getInteger("figure.connectors", 500);

    /** A plain client changes one in so many of them: its time grows with their number. */
    private static final int EDITED_PART = 8;

    private static final int QUESTIONS = 3;
    private static final int SECONDS = 60;
    private static final Duration ALL = Duration.ofSeconds(60 + CONNECTORS);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final String KEY = "secret.of.all";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final BareClient client = BareClient.toLeaderOf(CLUSTER.workers());
    private final CountedQuestions questions = new CountedQuestions();
    private final List<String> names = names("referring");

    private static List<String> names(String prefix) {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> "%s-%d".formatted(prefix, number))
                .toList();
    }

    @AfterEach
    void remove() {
        new QuickRemoval(CLUSTER).of(Set.copyOf(names));
    }

    @Test
    void all_are_made_with_a_value_and_run_with_its_successor() throws Exception {
        List<String> ofClient = names("bare");
        double created = Seconds.of(() -> client.create(ofClient));
        double edited;
        try (CommittedTasks tasks = new CommittedTasks(CLUSTER)) {
            List<String> some = ofClient.subList(0, CONNECTORS / EDITED_PART);
            edited = Seconds.of(() -> {
                client.edit(some);
                tasks.await(some);
            });
            new QuickRemoval(CLUSTER).of(Set.copyOf(ofClient));
            tasks.awaitNone(CALM);
        }

        CLUSTER.restartOperator(Timeouts.DEFAULT, questions::around);
        CLUSTER.wanted.secret("shared", Map.of("value", "first"));
        AppliedTogether applied = new AppliedTogether(CLUSTER);
        applied.measure(names, FiveHundredFigureTest::apply);
        applied.report(CONNECTORS, new Seconds(List.of(created)));
        Map<String, String> before = references();
        assertThat(before).hasSize(CONNECTORS);
        changeSecret(before, edited);
    }

    private static void apply(String name) {
        CLUSTER.wanted.connector(
                name,
                IdleSource.spec(OperatedCluster.NAME)
                        + "configFrom: [{key: %s, secretKeyRef: {name: shared, key: value}}]".formatted(KEY));
    }

    private void changeSecret(Map<String, String> before, double edited) throws Exception {
        questions.reset();
        int writes = CLUSTER.writes();
        double seconds;
        try (CommittedTasks tasks = new CommittedTasks(CLUSTER);
                StatusLog log = StatusLog.of(CLUSTER.api)) {
            seconds = Seconds.of(() -> {
                CLUSTER.wanted.secret("shared", Map.of("value", "second"));
                tasks.await(names);
                within(ALL).until(() -> names.stream().allMatch(log::isReady));
            });
        }
        assertThat(references().entrySet()).noneMatch(now -> now.getValue().equals(before.get(now.getKey())));
        long patches = CLUSTER.writesAfter(writes).stream()
                .filter(write -> write.contains("-connector-values"))
                .count();
        String what = "a Secret of %d connectors is changed".formatted(CONNECTORS);
        Figures.add(
                Figure.count(what + ": requests to a worker until it has arrived", questions.most(), "requests")
                        .atMost(QUESTIONS)
                        .beside("%d writes of values", patches),
                Figure.seconds(what + ", all run with it", seconds)
                        .atMost(SECONDS)
                        .beside(
                                "a plain client changes %d configurations in %.1f s",
                                CONNECTORS / EDITED_PART, edited));
        assertThat(questions.most()).isBetween(1, QUESTIONS);
    }

    /** What each configuration on the workers has in place of the value. */
    private static Map<String, String> references() throws Exception {
        Map<String, String> references = new TreeMap<>();
        CLUSTER.connect()
                .connectors()
                .forEach((name, listing) ->
                        references.put(name, listing.info().config().get(KEY)));
        return references;
    }
}
