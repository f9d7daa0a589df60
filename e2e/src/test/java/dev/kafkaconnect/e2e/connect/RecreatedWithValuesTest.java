package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are made anew begin with the connectors of their config topic; the values of these are not there yet. */
@Tag("connect")
@Tag("faults")
class RecreatedWithValuesTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String CONNECTOR = "anew";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;

    @AfterEach
    void all_workers_are_back() {
        CLUSTER.workers().start();
        CLUSTER.pods.setAllReady(true);
        eventually().until(() -> wanted.reasonOfCluster(OperatedCluster.NAME), "WorkersReady"::equals);
    }

    @Test
    void a_connector_starts_with_its_values_or_not_at_all() throws Exception {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), CONNECTOR, 1);
        Path lines = TestFiles.with(directory, "lines.txt", "one\n");
        wanted.secret("of-" + CONNECTOR, Map.of("file", lines.toString()));
        wanted.connector(CONNECTOR, """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {topic: %s}
                configFrom: [{key: file, secretKeyRef: {name: of-%s, key: file}}]
                """.formatted(OperatedCluster.NAME, CONNECTOR, CONNECTOR));
        eventually().until(() -> CLUSTER.isReady(CONNECTOR) && end() == 1);
        String before =
                CLUSTER.connect().connectors().get(CONNECTOR).info().config().get("file");
        CLUSTER.workers().killAll();
        CLUSTER.pods.setAllReady(false);

        long written = end();
        childrenAreMadeAnew();
        CLUSTER.workers().start();
        CLUSTER.pods.setAllReady(true);
        CLUSTER.pods.allBecomeReady();
        Files.writeString(lines, "two\n", StandardOpenOption.APPEND);

        within(START).until(() -> end() > written);
        within(START).until(() -> CLUSTER.isReady(CONNECTOR));
        assertThat(CLUSTER.connect().connectors().get(CONNECTOR).info().config().get("file"))
                .startsWith("${values:")
                .isNotEqualTo(before);
        assertThat(log(0) + log(1)).doesNotContain("Couldn't find file ${values:");
    }

    /** What the garbage collector takes with a ConnectCluster that is deleted. */
    private static void childrenAreMadeAnew() {
        var api = CLUSTER.api.admin();
        CLUSTER.stopOperator();
        api.apps().statefulSets().inNamespace(OperatedCluster.NAMESPACE).delete();
        api.secrets()
                .inNamespace(OperatedCluster.NAMESPACE)
                .withName(OperatedCluster.NAME + "-connector-values")
                .delete();
        eventually().until(() -> CLUSTER.pods.statefulSet() == null);
        CLUSTER.startOperator();
        within(START).until(() -> CLUSTER.pods.statefulSet() != null);
    }

    private static String log(int worker) throws IOException {
        return Files.readString(Project.output("logs").resolve("worker-%d.log".formatted(worker)));
    }

    private static long end() throws Exception {
        return SequenceSpecs.end(CLUSTER.kafka.admin(), CONNECTOR);
    }
}
