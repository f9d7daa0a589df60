package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.DownloadPlayer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.connect.WorkerContract;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No running worker is replaced before a pod of its own has downloaded the plug-ins of the one to come. */
@Tag("apiserver")
class PluginArtifactsTest {
    private static final String CHECK = "example-plugin-check";
    private static final String MISMATCH =
            "fetch-plugin: https://files.example.com/jdbc.zip has another checksum than it must have; expected sha512 aa, found bb\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final DownloadPlayer downloads = new DownloadPlayer(API);
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers);

    @BeforeEach
    void aClusterWithAConnector() {
        rollout.begin();
        operator.workersOf("example").fulfils(WorkerContract.ARTIFACTS);
    }

    @Test
    void a_wrong_checksum_takes_no_worker_and_the_right_one_rolls_them() {
        wanted.changeCluster("example", plugin("a"));
        rollout.playUntil(() -> downloads.pod(CHECK) != null);
        Pod first = downloads.pod(CHECK);

        downloads.ends(CHECK, 65, MISMATCH);

        rollout.playUntilReason("PluginDownloadFailed");
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .startsWith("no worker is replaced, all keep running: the plug-in jdbc cannot be used: "
                        + "https://files.example.com/jdbc.zip has another checksum")
                .contains("expected sha512 aa, found bb", "correct spec.plugins");
        workers.staysFor(Duration.ofSeconds(3), () -> workers.images().equals("v1 v1 v1") && workers.partition() == 3);

        operator.clock.advance(Duration.ofSeconds(11));
        wanted.changeCluster("example", plugin("b"));
        rollout.playUntil(() -> downloads.pod(CHECK) != null
                && !downloads
                        .pod(CHECK)
                        .getMetadata()
                        .getUid()
                        .equals(first.getMetadata().getUid()));
        allAreReplacedAfterTheDownload();
        assertThat(downloads.pod(CHECK)).isNull();
    }

    @Test
    void taking_the_change_back_removes_the_pod_and_replaces_nothing() {
        wanted.changeCluster("example", plugin("a"));
        rollout.playUntil(() -> downloads.pod(CHECK) != null);
        downloads.ends(CHECK, 65, MISMATCH);
        rollout.playUntilReason("PluginDownloadFailed");

        wanted.changeCluster("example", "plugins: []");

        rollout.playUntil(() -> downloads.pod(CHECK) == null);
        rollout.playUntilReason("WorkersReady");
        assertThat(rollout.states()).containsOnly("v1 v1 v1");
    }

    @Test
    void a_repository_that_is_down_is_waited_for() {
        wanted.changeCluster("example", plugin("a"));
        rollout.playUntil(() -> downloads.pod(CHECK) != null);
        downloads.ends(
                CHECK,
                69,
                "fetch-plugin: https://files.example.com/jdbc.zip cannot be loaded: it answers with status 503");
        rollout.playUntilReason("PluginDownloadFailed");
        assertThat(wanted.ofCluster("example", "Reconciling").getStatus()).isEqualTo("True");

        allAreReplacedAfterTheDownload();
    }

    @Test
    void a_pod_of_somebody_else_is_left_alone() {
        API.admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(CHECK)
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("other")
                        .withImage("other")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();

        wanted.changeCluster("example", plugin("a"));

        rollout.playUntilReason("NameConflict");
        assertThat(wanted.ofCluster("example", "Stalled").getMessage()).contains("a pod " + CHECK + " exists");
        assertThat(downloads.pod(CHECK).getSpec().getContainers().getFirst().getName())
                .isEqualTo("other");
        assertThat(rollout.states()).containsOnly("v1 v1 v1");
    }

    @Test
    void nothing_is_downloaded_while_the_cluster_is_paused() {
        wanted.changeCluster("example", "paused: true");
        rollout.playUntil(() -> wanted.ofCluster("example", "ReconciliationPaused") != null);

        wanted.changeCluster("example", plugin("a"));

        rollout.playUntilReason("ReconciliationPaused");
        assertThat(downloads.pod(CHECK)).isNull();
    }

    @Test
    void the_pods_are_admitted_where_the_restricted_standard_is_enforced() {
        wanted.changeCluster("example", plugin("a"));
        rollout.playUntil(() -> downloads.pod(CHECK) != null);
        String restricted = API.namespace() + "-restricted";
        API.admin()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(restricted)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        API.admin()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("example-worker")
                        .withNamespace(restricted)
                        .endMetadata()
                        .build())
                .create();

        assertThat(create(restricted, CHECK, downloads.pod(CHECK).getSpec())).isNotNull();
        assertThat(create(
                        restricted,
                        "example-worker-0",
                        workers.statefulSet().getSpec().getTemplate().getSpec()))
                .isNotNull();
    }

    @Test
    void a_second_pass_writes_nothing() {
        wanted.changeCluster("example", plugin("a"));
        rollout.playUntil(() -> downloads.pod(CHECK) != null);
        allAreReplacedAfterTheDownload();
        eventually().until(() -> downloads.pod(CHECK) == null);

        rollout.nothingIsWritten();
    }

    private static Pod create(String namespace, String name, PodSpec spec) {
        return API.admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withSpec(spec)
                        .build())
                .create();
    }

    private static String plugin(String digit) {
        return """
                plugins:
                - name: jdbc
                  artifacts: [{url: 'https://files.example.com/jdbc.zip', sha512: %s}]
                """.formatted(digit.repeat(128));
    }

    /** The partition shows it for a moment only. */
    private void allAreReplacedAfterTheDownload() {
        String before = revision();
        downloads.ends(CHECK, 0, "");
        rollout.playUntil(() -> !revision().equals(before));
        rollout.playUntilReason("WorkersReady");
    }

    private String revision() {
        return workers.statefulSet().getStatus().getCurrentRevision();
    }
}
