package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Exactly-once sources on running workers: two rollouts, the second only after the first is over. Phases of the workers by
 * their first letter, from the lowest ordinal up.
 */
@Tag("apiserver")
class ExactlyOnceRolloutTest {
    private static final String PROPERTIES = "kafkaconnect.dev/worker.properties";
    private static final String[] ENABLING = {"DDD", "DDP", "DPP", "PPP", "PPE", "PEE", "EEE"};

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers).of(this::phases);
    private final List<String> phases = rollout.states();

    @BeforeEach
    void aClusterWithAConnector() {
        rollout.begin();
    }

    @Test
    void is_enabled_by_two_rollouts_and_not_called_ready_before_both_are_over() {
        wanted.changeCluster("example", "exactlyOnceSource: Enabled");

        rollout.playUntil(
                () -> phases().equals("DDP") && ready().getMessage().contains("the first of two, to preparing"));
        rollout.playUntil(() -> phases().equals("PPE") && ready().getMessage().contains("the last, to enabled"));
        rollout.playUntil(this::isReady);

        assertThat(phases).containsExactly(ENABLING);
    }

    @Test
    void is_disabled_by_the_same_way_back() {
        enable();
        phases.clear();

        wanted.changeCluster("example", "exactlyOnceSource: Disabled");

        rollout.playUntil(this::isReady);
        assertThat(phases).containsExactly("EEE", "EEP", "EPP", "PPP", "PPD", "PDD", "DDD");
    }

    @Test
    void an_operator_that_is_killed_at_every_step_ends_in_the_same_state() {
        wanted.changeCluster("example", "exactlyOnceSource: Enabled");
        operator.restart();
        String[] last = {""};

        rollout.playUntil(() -> {
            String now = phases() + workers.statefulSet().getMetadata().getGeneration();
            if (!now.equals(last[0])) {
                last[0] = now;
                operator.restart();
            }
            return isReady();
        });

        assertThat(phases).containsExactly(ENABLING);
    }

    @Test
    void a_rollout_to_preparing_that_halts_goes_on_to_enabled_when_it_may() {
        workers.leavePodsToStart();
        wanted.changeCluster("example", "exactlyOnceSource: Enabled");
        rollout.playUntil(() -> phases().equals("DDP"));
        operator.workersOf("example").lose("orders");
        operator.restart();
        workers.startPods();

        rollout.playUntil(() -> ready().getMessage().contains("connector orders (Unassigned)"));
        operator.clock.advance(Duration.ofSeconds(601));
        rollout.playUntil(() -> "RolloutHalted".equals(ready().getReason()));
        assertThat(ready().getMessage()).contains("connector orders (Unassigned)", "the first of two, to preparing");
        workers.staysFor(Duration.ofSeconds(3), () -> phases().equals("DDP"));

        operator.workersOf("example").regain("orders");
        rollout.playUntil(this::isReady);
        assertThat(phases).containsExactly(ENABLING);
    }

    @Test
    void all_workers_must_be_well_before_the_second_rollout_begins() {
        wanted.changeCluster("example", "exactlyOnceSource: Enabled");
        rollout.playUntil(() -> {
            if (!phases().equals("PPP")) {
                return false;
            }
            workers.setReady(1, false);
            return true;
        });

        workers.staysFor(Duration.ofSeconds(3), () -> phases().equals("PPP"));
        assertThat(ready().getStatus()).isEqualTo("False");

        workers.setReady(1, true);
        rollout.playUntil(this::isReady);
        assertThat(phases).containsExactly(ENABLING);
    }

    @Test
    void taken_back_while_it_is_halted_the_workers_are_what_they_were() {
        workers.loseImage("typo");
        wanted.changeCluster("example", "{exactlyOnceSource: Enabled, image: typo}");
        rollout.playUntil(() -> "ImagePullFailed".equals(ready().getReason()));
        assertThat(phases()).isEqualTo("DDP");

        wanted.changeCluster("example", "{exactlyOnceSource: Disabled, image: v1}");

        rollout.playUntil(this::isReady);
        assertThat(phases).containsExactly("DDD", "DDP", "DDD");
        assertThat(workers.images()).isEqualTo("v1 v1 v1");
    }

    @Test
    void taken_back_on_the_second_rollout_no_worker_is_disabled_beside_one_that_is_enabled() {
        wanted.changeCluster("example", "exactlyOnceSource: Enabled");
        rollout.playUntil(() -> phases().equals("PEE"));

        wanted.changeCluster("example", "exactlyOnceSource: Disabled");

        rollout.playUntil(this::isReady);
        assertThat(phases()).isEqualTo("DDD");
        assertThat(phases).noneMatch(state -> state.contains("D") && state.contains("E"));
        assertThat(phases).contains("PPP");
    }

    @Test
    void without_any_worker_there_is_no_way_to_go() {
        wanted.changeCluster("example", "replicas: 0");
        rollout.playUntil(() -> "ScaledToZero".equals(ready().getReason()));

        wanted.changeCluster("example", "{replicas: 2, exactlyOnceSource: Enabled}");

        rollout.playUntil(() -> phases().equals("EE") && isReady());
        assertThat(phases).noneMatch(state -> state.contains("P"));
    }

    @Test
    void a_new_cluster_is_enabled_from_its_first_worker_on() {
        wanted.cluster("another", RolloutScenario.SPEC + "exactlyOnceSource: Enabled\n");
        WorkerPlayer others = new WorkerPlayer(API, "another");

        others.allBecomeReady();

        assertThat(others.annotations(PROPERTIES))
                .hasSize(3)
                .allMatch(properties -> properties.contains("exactly.once.source.support=enabled"));
        eventually().until(() -> wanted.reasonOfCluster("another"), "WorkersReady"::equals);
    }

    private void enable() {
        wanted.changeCluster("example", "exactlyOnceSource: Enabled");
        rollout.playUntil(this::isReady);
        assertThat(phases()).isEqualTo("EEE");
    }

    /** Ready with the latest spec; to be so with anything else than what the spec says would be a lie. */
    private boolean isReady() {
        String before = phases();
        boolean ready = "True".equals(ready().getStatus())
                && ready().getObservedGeneration()
                        .equals(wanted.cluster("example").getMetadata().getGeneration());
        if (ready) {
            String said = String.valueOf(wanted.cluster("example").getSpec().getExactlyOnceSource());
            assertThat(before).matches("[%s]+".formatted(said.equals("Enabled") ? "E" : "D"));
        }
        return ready;
    }

    private Condition ready() {
        return wanted.ofCluster("example", "Ready");
    }

    private String phases() {
        return workers.annotations(PROPERTIES).stream()
                .map(properties -> properties.contains("exactly.once.source.support=enabled")
                        ? "E"
                        : properties.contains("exactly.once.source.support=preparing") ? "P" : "D")
                .collect(Collectors.joining());
    }
}
