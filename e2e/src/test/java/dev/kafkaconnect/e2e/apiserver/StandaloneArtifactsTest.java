package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.DownloadPlayer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The only worker there is, which is not taken for plug-ins that cannot be downloaded. */
@Tag("apiserver")
class StandaloneArtifactsTest {
    private static final String CHECK = "files-plugin-check";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer worker = new WorkerPlayer(API, "files");
    private final DownloadPlayer downloads = new DownloadPlayer(API);
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, worker);

    @Test
    void it_runs_on_until_the_check_pod_has_succeeded() {
        ClusterScenario.ready(wanted, worker, """
                mode: Standalone
                image: v1
                kafka: {bootstrapServers: 'kafka:9092'}
                """);

        wanted.changeCluster("files", """
                image: v2
                plugins:
                - name: jdbc
                  artifacts: [{url: 'https://files.example.com/jdbc.zip', sha512: %s}]
                """.formatted("a".repeat(128)));
        rollout.playUntil(() -> downloads.pod(CHECK) != null);
        downloads.ends(CHECK, 66, "fetch-plugin: https://files.example.com/jdbc.zip does not exist (status 404)");

        rollout.playUntilReason("PluginDownloadFailed");
        assertThat(wanted.ofCluster("files", "Stalled").getMessage())
                .startsWith("no worker is replaced, all keep running: the plug-in jdbc cannot be used")
                .contains("status 404");
        worker.staysFor(Duration.ofSeconds(3), () -> worker.images().equals("v1"));

        downloads.ends(CHECK, 0, "");

        rollout.playUntil(() -> worker.images().equals("v2"));
        rollout.playUntilReason("WorkersReady");
        assertThat(downloads.pod(CHECK)).isNull();
    }
}
