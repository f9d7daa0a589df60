package dev.kafkaconnect.e2e.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.Cost;
import dev.kafkaconnect.e2e.support.measurement.FailOnDemand;
import dev.kafkaconnect.e2e.support.measurement.ManyAtRest;
import dev.kafkaconnect.e2e.support.measurement.MeasuredEdits;
import dev.kafkaconnect.e2e.support.measurement.MeasuredOperator;
import dev.kafkaconnect.e2e.support.waiting.Eventually;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What 10, 100 and 1,000 connectors cost that do nothing, and what they add to an edit and to failures of others: on real workers, with
 * the operator in a process of its own. One factory, since a thousand are made once.
 */
@Tag("connect")
@Tag("figure")
@Tag("long")
@Order(1)
class ManyAtRestFigureTest {
    private static final List<Integer> NUMBERS = List.of(10, 100, 1_000);
    private static final int MANY = NUMBERS.getLast();
    private static final int FAILING = 50;
    private static final int EDITS = 7;
    private static final Duration REST = Duration.ofSeconds(30);

    /** After its last change a cluster is watched for half a minute. */
    private static final Duration CALM = Duration.ofSeconds(35);

    /** Then the operator collects a heap that has grown. */
    private static final Duration COLLECTED = Duration.ofSeconds(10);

    private static final Duration FAILURE = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(40);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EDITED = "edited";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private MeasuredOperator operator;
    private ManyAtRest atRest;
    private FailOnDemand failing;
    private MeasuredEdits edits;

    @BeforeEach
    void begin() {
        operator = MeasuredOperator.instead(CLUSTER);
        atRest = new ManyAtRest(CLUSTER);
    }

    private void othersRun() {
        CLUSTER.idleConnector(EDITED);
        edits = new MeasuredEdits(CLUSTER, EDITED);
        failing = new FailOnDemand(CLUSTER, directory, FAILING);
        Eventually.within(PATIENCE).until(() -> CLUSTER.isReady(EDITED));
    }

    @AfterEach
    void end() {
        atRest.close();
        operator.close();
    }

    @TestFactory
    Iterator<DynamicTest> figures() {
        List<DynamicTest> tests = new ArrayList<>();
        NUMBERS.forEach(number -> tests.add(dynamicTest("%d_at_rest".formatted(number), () -> rest(number))));
        tests.add(dynamicTest("others_run_beside_a_thousand", this::othersRun));
        tests.add(dynamicTest("failures_are_shown_beside_a_thousand", this::failuresAreShown));
        tests.add(dynamicTest("edits_and_failures_beside_a_thousand_and_alone", this::besideAndAlone));
        return tests.iterator();
    }

    private void besideAndAlone() throws Exception {
        Seconds editsBeside = edits.times(EDITS);
        Cost failuresBeside = failures();
        double polls = failuresBeside.percentForPolls(CLUSTER);
        atRest.remove();
        Seconds editsAlone = edits.times(EDITS);
        Cost failuresAlone = failures();
        compareEdits(editsBeside, editsAlone);
        compareFailures(failuresBeside, failuresAlone, polls);
    }

    private void rest(int number) throws Exception {
        atRest.become(number);
        Cost.pass(number == MANY ? CALM.plus(COLLECTED) : CALM);
        Cost cost = Cost.ofRest(CLUSTER, operator, REST);
        double percentForPolls = cost.percentForPolls(CLUSTER);
        Figures.add(
                Figure.measure(
                                "operator, CPU a minute",
                                cost.perMinute(cost.operator().toMillis()),
                                "ms")
                        .with(number),
                Figure.measure(
                                "workers, CPU for a poll",
                                percentForPolls
                                        * 10
                                        * cost.seconds()
                                        / cost.traffic().polls(),
                                "ms")
                        .with(number),
                Figure.measure(
                                "answer of the workers to a poll",
                                cost.traffic().bytesOfPolls()
                                        / 1e3
                                        / cost.traffic().polls(),
                                "kB")
                        .with(number),
                Figure.measure(
                                "requests to the workers, a minute",
                                cost.perMinute(cost.traffic().requests().size()),
                                "requests")
                        .with(number));
        if (number == MANY) {
            atRest(cost, percentForPolls);
        }
    }

    private void atRest(Cost cost, double percentForPolls) {
        String what = "%,d at rest: ".formatted(MANY);
        Figures.add(
                Figure.percentOfACore(what + "operator", cost.operatorPercent())
                        .atMost(1)
                        .beside("over %.0f s", cost.seconds()),
                Figure.measure(what + "memory of the operator", operator.memory(), "MiB")
                        .atMost(256),
                Figure.percentOfACore(what + "the workers, for polls", percentForPolls)
                        .atMost(1)
                        .beside("both workers, by whatever they do: %.1f %%, without TLS", cost.workersPercent()),
                Figure.count(
                                what + "requests to the workers beside one a tick",
                                cost.traffic().others().size(),
                                "requests")
                        .atMost(0)
                        .beside("%d ticks in %.0f s", cost.traffic().polls(), cost.seconds()),
                Figure.count(what + "writes to Kubernetes", cost.writes(), "writes")
                        .atMost(0)
                        .beside("as the API server counts them, for %.0f s", cost.seconds()));
        assertThat(operator.isAlive()).isTrue();
    }

    private static void compareEdits(Seconds beside, Seconds alone) {
        Figures.add(Figure.times(
                        "edit of one connector, with %,d at rest beside alone".formatted(MANY),
                        beside.median() / alone.median())
                .atMost(1.1)
                .beside("%s; alone %s", beside, alone));
    }

    private static long shown(StatusLog log, String name, Predicate<StatusLog.Shown> what) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> log.of(name).stream().anyMatch(what));
        return log.of(name).stream()
                .filter(what)
                .mapToLong(StatusLog.Shown::nanos)
                .min()
                .orElseThrow();
    }

    private void failuresAreShown() throws Exception {
        List<Double> later = new ArrayList<>();
        for (String name : failing.names()) {
            try (StatusLog log = StatusLog.of(CLUSTER.api)) {
                failing.fail(name);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> CLUSTER.get("/connectors/%s/status".formatted(name))
                                .contains("\"FAILED\""));
                long failed = System.nanoTime();
                long shown = shown(
                        log,
                        name,
                        one -> one.condition("Ready")
                                .filter(ready -> ready.getReason().equals("TasksFailed"))
                                .isPresent());
                later.add(Math.max(0, Seconds.between(failed, shown)));
            }
            failing.heal(name);
        }
        failing.allRun();
        Seconds all = new Seconds(later);
        String what = "a task fails, until its status says so, with %,d at rest".formatted(MANY);
        Figures.add(
                Figure.seconds(what + ": median", all.median())
                        .atMost(1)
                        .beside("later than a client that asks 100 times a second; %s", all),
                Figure.seconds(what + ": worst of %d".formatted(all.all().size()), all.longest())
                        .atMost(3));
    }

    private Cost failures() {
        Cost cost = Cost.of(CLUSTER, operator, () -> {
            failing.failAll();
            Cost.pass(FAILURE);
            failing.healAll();
            Cost.pass(RECOVERY);
        });
        failing.allRun();
        return cost;
    }

    /** @param polls of a core, what the worker that is asked spends on polls */
    private static void compareFailures(Cost beside, Cost alone, double polls) {
        String what = "%d of %,d fail every minute: ".formatted(FAILING, MANY + FAILING);
        Figures.add(
                Figure.percentOfACore(
                                what + "the worker that is asked, for polls and its part of the restarts",
                                polls + alone.workersPercent() / OperatedCluster.WORKERS)
                        .atMost(10)
                        .beside(
                                "polls %.1f %%; both workers with all they do %.1f %%, the %d alone %.1f %%",
                                polls, beside.workersPercent(), FAILING, alone.workersPercent()),
                Figure.percentOfACore(what + "operator", beside.operatorPercent())
                        .beside("the %d alone: %.1f %%", FAILING, alone.operatorPercent()),
                Figure.times(
                                what + "answers of the workers beside those to the %d alone".formatted(FAILING),
                                (double) beside.traffic().bytes()
                                        / alone.traffic().bytes())
                        .beside(
                                "%,d kB beside %,d kB; %d requests beside %d",
                                beside.traffic().bytes() / 1000,
                                alone.traffic().bytes() / 1000,
                                beside.traffic().requests().size(),
                                alone.traffic().requests().size()));
    }
}
