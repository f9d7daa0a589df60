package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.CountedQuestions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A Secret that many connectors refer to is changed. What is asserted is that all run with the new value and that no worker is
 * asked more than a few times whether it has it, however many wait; how long it took is printed, to be read.
 */
@Tag("connect")
@Tag("figure")
@Tag("long")
class RotatedSecretFigureTest {
    private static final int CONNECTORS = Integer.getInteger("figure.connectors", 500);
    private static final int QUESTIONS = 3;
    private static final int SECONDS = 60;
    private static final Duration ALL = Duration.ofSeconds(60 + 3L * CONNECTORS);
    private static final String KEY = "secret.of.all";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;
    private final CountedQuestions questions = new CountedQuestions();

    @Test
    void all_run_with_the_new_value_and_no_worker_is_asked_more_often_than_three_times() throws Exception {
        CLUSTER.restartOperator(Timeouts.DEFAULT, questions::around);
        wanted.secret("shared", Map.of("value", "first"));
        IntStream.range(0, CONNECTORS)
                .forEach(number -> wanted.connector("rotated-" + number, """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: /dev/null, topic: lines}
                configFrom: [{key: %s, secretKeyRef: {name: shared, key: value}}]
                """.formatted(OperatedCluster.NAME, KEY)));
        within(ALL).pollInterval(Duration.ofSeconds(1)).until(this::ready, count -> count == CONNECTORS);
        Map<String, String> before = references();
        assertThat(before).hasSize(CONNECTORS);
        questions.reset();
        int writes = CLUSTER.writes();

        long start = System.nanoTime();
        wanted.secret("shared", Map.of("value", "second"));
        within(ALL)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> references().entrySet().stream()
                        .noneMatch(now -> now.getValue().equals(before.get(now.getKey()))));
        within(ALL).pollInterval(Duration.ofSeconds(1)).until(this::ready, count -> count == CONNECTORS);
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);

        long patches = CLUSTER.writesAfter(writes).stream()
                .filter(write -> write.contains("-connector-values"))
                .count();
        Figures.add(
                Figure.count(
                                "requests to a worker until a Secret of %d connectors has arrived"
                                        .formatted(CONNECTORS),
                                questions.most(),
                                "requests")
                        .atMost(QUESTIONS)
                        .beside("%d writes of values", patches),
                Figure.seconds("a Secret of %d connectors is changed, all run with it".formatted(CONNECTORS), seconds)
                        .atMost(SECONDS));
        assertThat(questions.most()).isBetween(1, QUESTIONS);
    }

    private long ready() {
        return CLUSTER
                .api
                .admin()
                .resources(Connector.class)
                .inNamespace(OperatedCluster.NAMESPACE)
                .list()
                .getItems()
                .stream()
                .filter(connector -> connector.getStatus() != null
                        && connector.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True")))
                .count();
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
