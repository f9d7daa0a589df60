package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.ScriptedWorker;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers of Kafka 4.4, which -Dworker.dist names: what the operator does with them, and what they do not do any more. */
@Tag("connect")
@Tag("other-kafka")
class OtherKafkaTest {
    private static final Duration START = Duration.ofSeconds(120);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "other-kafka").withTopic(1);

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;

    @Test
    void the_workers_are_of_the_version_that_is_tested() {
        eventually()
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME).getStatus().getVersion(),
                        version -> Files.exists(Project.worker("libs").resolve("connect-runtime-" + version + ".jar")));
        assertThat(wanted.cluster(OperatedCluster.NAME).getStatus().getVersion())
                .startsWith("4.4.");
    }

    @Test
    void a_connector_is_created_edited_refused_and_deleted() throws Exception {
        wanted.connector(name, SequenceSpecs.source("", "topic: %s, rate: 5".formatted(connector.topic)));
        connector.becomes("Running");
        eventually().until(() -> SequenceSpecs.end(CLUSTER.kafka.admin(), connector.topic) > 0);

        wanted.changeConnector(name, "config: {rate: 0}");
        connector.becomes("ConfigInvalid", "rate");
        wanted.changeConnector(name, "config: {rate: 6}");
        connector.becomes("Running");
        assertThat(CLUSTER.connect().connectors().get(name).info().config()).containsEntry("rate", "6");

        wanted.deleteConnector(name);
        within(START).until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(name)).isFalse();
    }

    @Test
    void a_value_of_a_secret_arrives_and_is_changed() throws Exception {
        wanted.secret("of-" + name, Map.of("value", "canary-first"));
        wanted.connector(
                name,
                SequenceSpecs.source(
                        "configFrom: [{key: note, secretKeyRef: {name: of-%s, key: value}}]".formatted(name),
                        "topic: %s, rate: 5".formatted(connector.topic)));
        connector.becomes("Running");
        String before = note();
        assertThat(before).startsWith("${values:");

        wanted.secret("of-" + name, Map.of("value", "canary-second"));

        within(START).until(() -> !note().equals(before));
        connector.becomes("Running");
    }

    private String note() throws Exception {
        return CLUSTER.connect().connectors().get(name).info().config().get("note");
    }

    @Test
    void a_worker_that_starts_without_its_topics_does_not_create_them() throws Exception {
        PodTemplateSpec template = CLUSTER.pods.statefulSet().getSpec().getTemplate();
        String group = OperatedCluster.NAMESPACE + "." + OperatedCluster.NAME;
        try (TemporaryDirectory files = TemporaryDirectory.create("other-kafka-");
                ScriptedWorker worker = new ScriptedWorker("other-kafka", template.getSpec(), files.path())) {
            worker.start(template.getMetadata()
                    .getAnnotations()
                    .get("kafkaconnect.dev/worker.properties")
                    .replace("/etc/kafka-connect-values", files.path().toString())
                    .replace(group, "without.topics"));

            within(START).until(worker::hasEnded);

            assertThat(worker.lastWords()).contains("without.topics-");
        }
        Set<String> topics = CLUSTER.kafka.admin().listTopics().names().get();
        assertThat(topics).noneMatch(topic -> topic.startsWith("without.topics"));
    }
}
