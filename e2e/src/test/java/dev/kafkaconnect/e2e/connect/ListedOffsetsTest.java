package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that are listed on request and can be set as they were listed, on real workers. */
@Tag("connect")
class ListedOffsetsTest {
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "listed").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;

    @Test
    void what_was_listed_can_be_pasted_to_go_back_to_it() throws Exception {
        Path lines = TestFiles.with(directory, "lines.txt", "one\ntwo\n");
        wanted.connector(
                name,
                "clusterRef: {name: %s}\nclass: FileStreamSource\nconfig: {file: %s, topic: %s}\n"
                        .formatted(OperatedCluster.NAME, lines, connector.topic));
        eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals);
        eventually().until(() -> !CLUSTER.connect().offsets(name).isEmpty());

        String before = CLUSTER.listedOffsets(name, "first");

        assertThat(before)
                .isEqualTo(
                        "[\n  {\"partition\":{\"filename\":\"%s\"},\"offset\":{\"position\":8}}\n]\n".formatted(lines));
        wanted.changeConnector(
                name,
                "offsets:\n  id: back\n  set: [{partition: {filename: %s}, offset: {position: 4}}]\n".formatted(lines));
        eventually()
                .until(
                        () -> wanted.connector(name).getStatus().getOffsets(),
                        done -> done != null && "back".equals(done.getId()));
        wanted.changeConnector(name, "offsets:\n  id: pasted\n  set:\n" + before.indent(4));
        eventually()
                .untilAsserted(() -> assertThat(
                                wanted.connector(name).getStatus().getOffsets())
                        .satisfies(done -> {
                            assertThat(done.getId()).isEqualTo("pasted");
                            assertThat(done.getResult()).as(done.getMessage()).isEqualTo("Done");
                        }));
        eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals);

        assertThat(CLUSTER.listedOffsets(name, "second")).isEqualTo(before);
    }
}
