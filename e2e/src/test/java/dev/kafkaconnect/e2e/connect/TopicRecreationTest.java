package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Internal topics that are gone although the cluster has run: what the operator says on real brokers, and both ways out. */
@Tag("connect")
@Tag("own-workers")
class TopicRecreationTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NAME = "forgetful";

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    private final UserActions wanted = new UserActions(API);
    private RunningOperator operator;

    @BeforeEach
    void a_cluster_that_has_run_has_lost_its_offsets_topic() throws Exception {
        operator = RunningOperator.start(API, Surroundings.real(Clock.systemUTC()));
        create();
        within(LONG).until(() -> truth("TopicsReady"), "True"::equals);
        assertThat(topics()).hasSize(3);

        KAFKA.admin().deleteTopics(List.of(offsets())).all().get();
        eventually().until(() -> topics().size() == 2);
        // A new operator has no answer in mind that is good for a while.
        operator.close();
        operator = RunningOperator.start(API, Surroundings.real(Clock.systemUTC()));
        within(LONG).until(() -> wanted.reasonOfCluster(NAME), "TopicVanished"::equals);
    }

    @AfterEach
    void end() {
        operator.close();
    }

    @Test
    void nothing_is_created_and_the_user_is_told_what_to_do() throws Exception {
        assertThat(wanted.ofCluster(NAME, "Stalled").getMessage())
                .contains(offsets(), "Restore the topics, or delete and create the ConnectCluster to start over");
        assertThat(topics()).hasSize(2);
    }

    @Test
    void a_topic_that_is_restored_is_enough() throws Exception {
        KAFKA.admin()
                .createTopics(List.of(new NewTopic(offsets(), 25, (short) 3)
                        .configs(Map.of("cleanup.policy", "compact", "min.insync.replicas", "2"))))
                .all()
                .get();

        within(LONG).until(() -> truth("TopicsReady"), "True"::equals);
    }

    @Test
    void a_cluster_that_is_deleted_and_created_again_begins_anew() throws Exception {
        wanted.deleteCluster(NAME);
        eventually().until(() -> wanted.cluster(NAME) == null);
        playTheGarbageCollector();
        create();

        within(LONG).until(() -> truth("TopicsReady"), "True"::equals);
        assertThat(topics()).hasSize(3);
        within(LONG).until(() -> new WorkerPlayer(API, NAME).statefulSet() != null);
    }

    private void create() {
        wanted.cluster(NAME, "kafka: {bootstrapServers: \"%s\"}".formatted(KAFKA.bootstrapServers()));
    }

    private static void playTheGarbageCollector() {
        API.admin().resources(StatefulSet.class).inNamespace(API.namespace()).delete();
        API.admin()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(API.namespace())
                .delete();
        API.admin().services().inNamespace(API.namespace()).delete();
        API.admin().secrets().inNamespace(API.namespace()).delete();
        API.admin().configMaps().inNamespace(API.namespace()).delete();
        API.admin().serviceAccounts().inNamespace(API.namespace()).delete();
    }

    private String truth(String condition) {
        var found = wanted.ofCluster(NAME, condition);
        return found == null ? null : found.getStatus();
    }

    private static String offsets() {
        return API.namespace() + "." + NAME + "-offsets";
    }

    private static Set<String> topics() throws Exception {
        Set<String> names = new TreeSet<>(KAFKA.admin().listTopics().names().get());
        names.removeIf(name -> !name.startsWith(API.namespace() + "." + NAME));
        return names;
    }
}
