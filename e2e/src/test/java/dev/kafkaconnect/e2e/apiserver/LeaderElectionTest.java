package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas of the operator: one works, and the other takes over within seconds of an orderly stop. */
@Tag("apiserver")
class LeaderElectionTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";
    private static final Duration HAND_OVER = Duration.ofSeconds(10);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private final OperatorBench bench = new OperatorBench(API);
    private final UserActions wanted = new UserActions(API);

    @BeforeEach
    void nobody_leads() {
        API.admin().leases().inNamespace(RunningOperator.OWN_NAMESPACE).delete();
    }

    @Test
    void the_second_replica_takes_over_within_seconds_when_the_leader_stops() {
        RunningOperator leader = RunningOperator.startReplica(API, bench.surroundings(), "operator-a");
        eventually().until(LeaderElectionTest::holder, "operator-a"::equals);
        try (RunningOperator second = RunningOperator.startReplica(API, bench.surroundings(), "operator-b")) {
            wanted.cluster("first", SPEC);
            eventually().until(() -> new WorkerPlayer(API, "first").statefulSet(), found -> found != null);
            assertThat(second.writes().after(0)).isEmpty();

            leader.close();

            assertThat(holder()).isIn("", "operator-b");
            wanted.cluster("second", SPEC);
            within(HAND_OVER).until(() -> new WorkerPlayer(API, "second").statefulSet(), found -> found != null);
            assertThat(holder()).isEqualTo("operator-b");
        }
        assertThat(holder()).isEmpty();
    }

    @Test
    void a_replica_that_does_not_lead_can_stop_without_disturbing_the_leader() {
        try (RunningOperator leader = RunningOperator.startReplica(API, bench.surroundings(), "operator-a")) {
            eventually().until(LeaderElectionTest::holder, "operator-a"::equals);
            RunningOperator.startReplica(API, bench.surroundings(), "operator-b")
                    .close();

            assertThat(holder()).isEqualTo("operator-a");
            wanted.cluster("first", SPEC);
            eventually().until(() -> new WorkerPlayer(API, "first").statefulSet(), found -> found != null);
            assertThat(leader.writes().after(0)).isNotEmpty();
        }
    }

    private static String holder() {
        Lease lease = API.admin()
                .leases()
                .inNamespace(RunningOperator.OWN_NAMESPACE)
                .withName("kafka-connect-operator")
                .get();
        String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }
}
