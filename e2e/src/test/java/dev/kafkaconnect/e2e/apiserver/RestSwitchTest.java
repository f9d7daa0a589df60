package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From plain HTTP to TLS and back without a moment in which a worker cannot pass requests on to another. */
@Tag("apiserver")
class RestSwitchTest {
    private static final String SPEC =
            "{kafka: {bootstrapServers: 'kafka:9092'}, image: v1, replicas: %d, rollout: {settleSeconds: 0}, rest: {tls: {mode: %s}}}";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers)
            .within(Duration.ofSeconds(90))
            .of(this::stagesNow);
    private final List<String> stages = rollout.states();
    private final List<String> untrue = new ArrayList<>();

    @Test
    void tls_is_switched_on_in_two_rolls_and_the_cluster_is_ready_again_after_the_second() {
        aClusterThatIsReady("Disabled");

        change("Managed");
        playUntil(() -> isReadyAgain("sss", "https"));

        assertThat(stages).containsExactly("ppp", "ppr", "prr", "rrr", "rrs", "rss", "sss");
        assertThat(untrue).isEmpty();
        operatorIsCalm();
    }

    @Test
    void and_off_the_same_way_back() {
        aClusterThatIsReady("Managed");

        change("Disabled");
        playUntil(() -> isReadyAgain("ppp", "http"));

        assertThat(stages).containsExactly("sss", "ssr", "srr", "rrr", "rrp", "rpp", "ppp");
        assertThat(untrue).isEmpty();
        operatorIsCalm();
    }

    @Test
    void an_operator_that_is_restarted_at_any_worker_goes_on() {
        aClusterThatIsReady("Disabled");

        change("Managed");
        for (String stage : List.of("ppr", "rrr", "rss")) {
            playUntil(() -> stages.contains(stage));
            operator.restart();
        }
        playUntil(() -> isReadyAgain("sss", "https"));

        assertThat(stages).containsExactly("ppp", "ppr", "prr", "rrr", "rrs", "rss", "sss");
    }

    @Test
    void who_changes_their_mind_on_the_way_goes_straight_back() {
        aClusterThatIsReady("Disabled");

        change("Managed");
        playUntil(() -> stages.contains("prr"));
        change("Disabled");
        playUntil(() -> isReadyAgain("ppp", "http"));

        assertThat(stages).noneMatch(stage -> stage.contains("s"));
    }

    @Test
    void a_single_worker_is_switched_in_one() {
        aClusterThatIsReady("Disabled", 1);

        change("Managed");
        playUntil(() -> isReadyAgain("s", "https"));

        assertThat(stages).containsExactly("p", "s");
    }

    private void aClusterThatIsReady(String mode) {
        aClusterThatIsReady(mode, 3);
    }

    private void aClusterThatIsReady(String mode, int replicas) {
        ClusterScenario.ready(wanted, workers, SPEC.formatted(replicas, mode));
    }

    private void change(String mode) {
        wanted.changeCluster("example", "rest: {tls: {mode: %s}}".formatted(mode));
    }

    private boolean isReadyAgain(String stage, String scheme) {
        boolean current = wanted.cluster("example").getStatus().getObservedGeneration()
                == wanted.cluster("example").getMetadata().getGeneration();
        return stagesNow().equals(stage)
                && current
                && "WorkersReady".equals(wanted.reasonOfCluster("example"))
                && wanted.cluster("example").getStatus().getRestUrl().startsWith(scheme + "://");
    }

    /** Of each worker: p speaks plain HTTP, r does so with certificates, s speaks TLS. */
    private String stagesNow() {
        return workers.annotations().stream().map(RestSwitchTest::stage).collect(Collectors.joining());
    }

    private static String stage(Map<String, String> annotations) {
        boolean secured = annotations.get("kafkaconnect.dev/worker.properties").contains("listeners=https");
        return secured ? "s" : annotations.containsKey("kafkaconnect.dev/rest-tls") ? "r" : "p";
    }

    private void playUntil(Callable<Boolean> done) {
        rollout.playUntil(() -> {
            String now = stages.getLast();
            boolean half = now.chars().distinct().count() > 1;
            if (half
                    && "WorkersReady".equals(wanted.reasonOfCluster("example"))
                    && stagesNow().equals(now)) {
                untrue.add(now);
            }
            return done.call();
        });
    }

    private void operatorIsCalm() {
        int writes = operator.writes().count();
        operator.passTwice(workers);
        assertThat(operator.writes().after(writes)).isEmpty();
    }
}
