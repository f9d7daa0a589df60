package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.OperatorPart;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two operators that were given the same ConnectClusters by mistake. */
@Tag("apiserver")
class OverlappingOperatorsTest {
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    private final OperatorBench bench = new OperatorBench(API);
    private final UserActions user = new UserActions(API);
    private final WorkerPlayer player = new WorkerPlayer(API, "main");

    private static RunningOperator everything(String name, OperatorBench bench) {
        return RunningOperator.startWithLease(OperatorPart.selecting(name, ""), API, bench.surroundings());
    }

    @Test
    void the_one_whose_note_is_replaced_tells_that_there_are_two() {
        try (RunningOperator first = everything("first", bench)) {
            user.cluster("main", CLUSTER);
            player.allBecomeReady();
            eventually().until(() -> user.reasonOfCluster("main"), "WorkersReady"::equals);
            eventually().until(this::note, "kafka-connect-operator/first"::equals);
            assertThat(warnings()).isEmpty();

            try (RunningOperator second = everything("second", bench)) {
                eventually().until(this::note, "kafka-connect-operator/second"::equals);

                eventually().until(() -> {
                    player.touchFirstPod("again");
                    return !warnings().isEmpty();
                });
                assertThat(warnings().getFirst().getNote())
                        .contains("kafka-connect-operator/first", "kafka-connect-operator/second", "WATCH_SELECTOR");
                assertThat(second.writes().after(0)).isNotEmpty();
            }
            assertThat(first.writes().after(0)).isNotEmpty();
        }
    }

    @Test
    void an_operator_that_follows_another_does_not_tell() {
        user.cluster("main", CLUSTER);
        everything("first", bench).close();
        try (RunningOperator second = everything("second", bench)) {
            player.allBecomeReady();
            eventually().until(() -> user.reasonOfCluster("main"), "WorkersReady"::equals);
            eventually().until(this::note, "kafka-connect-operator/second"::equals);
            bench.passTwice(player);

            assertThat(second.writes().after(0)).isNotEmpty();
            assertThat(warnings()).isEmpty();
        }
    }

    private String note() {
        Map<String, String> annotations = user.cluster("main").getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get("kafkaconnect.dev/operator");
    }

    private List<Event> warnings() {
        return API.admin().events().v1().events().inNamespace(API.namespace()).list().getItems().stream()
                .filter(event -> "SeveralOperators".equals(event.getReason()))
                .toList();
    }
}
