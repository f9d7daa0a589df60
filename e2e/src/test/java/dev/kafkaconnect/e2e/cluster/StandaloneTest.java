package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.StandaloneWorkers;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Standalone workers on a real node: what they lose, what they repeat, and what they come back with. */
@Tag("cluster")
class StandaloneTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("standalone");

    private final Resources resources = CLUSTER.resources();
    private final StandaloneWorkers workers = new StandaloneWorkers(CLUSTER);

    @Test
    void a_pod_that_is_killed_under_load_loses_no_line() {
        workers.start("killed");
        resources.apply(workers.lines("killed"));
        workers.append("killed", 1, 20_000);
        workers.awaitSent("killed", ListAssert::isNotEmpty);

        workers.kill("killed");
        workers.append("killed", 20_001, 21_000);

        workers.awaitSent("killed", lines -> lines.contains("line 1", "line 20000", "line 21000"));
        assertThat(workers.sent("killed").stream().distinct().count()).isEqualTo(21_000);
        resources.deleteCluster("killed");
    }

    @Test
    void a_pod_that_is_replaced_in_order_loses_and_repeats_nothing() {
        workers.start("replaced");
        resources.apply(workers.lines("replaced"));
        workers.append("replaced", 1, 500);
        workers.awaitSent("replaced", lines -> lines.hasSize(500));
        String before = workers.pod("replaced").getMetadata().getUid();

        resources.apply(workers.standalone("replaced", "resources: {limits: {memory: 640Mi}}"));

        workers.awaitAnother("replaced", before);
        workers.append("replaced", 501, 600);
        workers.awaitSent("replaced", lines -> lines.hasSizeGreaterThanOrEqualTo(600));
        assertThat(workers.sent("replaced")).isEqualTo(StandaloneWorkers.numbered(1, 600));
        resources.deleteCluster("replaced");
    }

    /** The volumes of the local cluster have no bounds of their own, so a directory bars the way of the next file. */
    @Test
    void offsets_that_cannot_be_saved_stop_no_record_and_leave_the_last_ones_whole() {
        workers.start("full");
        resources.apply(workers.lines("full"));
        workers.append("full", 1, 100);
        await().atMost(StandaloneWorkers.RESTART)
                .until(() ->
                        workers.run("full", "ls " + StandaloneWorkers.DIRECTORY).contains("connect.offsets"));
        workers.run("full", "mkdir -p %s/connect.offsets.next/full".formatted(StandaloneWorkers.DIRECTORY));
        workers.append("full", 101, 200);
        workers.awaitSent("full", lines -> lines.hasSizeGreaterThanOrEqualTo(200));
        resources.awaitConnectorReady("full-lines");
        workers.run("full", "rm -r %s/connect.offsets.next".formatted(StandaloneWorkers.DIRECTORY));

        workers.kill("full");
        workers.append("full", 201, 210);

        workers.awaitSent("full", lines -> lines.contains("line 210"));
        assertThat(workers.sent("full").stream().distinct().toList()).containsAll(StandaloneWorkers.numbered(1, 210));
        resources.deleteCluster("full");
    }

    @Test
    void the_offsets_outlive_the_cluster_unless_they_are_to_go_with_it() {
        workers.start("reborn");
        resources.apply(workers.lines("reborn"));
        workers.append("reborn", 1, 50);
        workers.awaitSent("reborn", lines -> lines.hasSize(50));
        resources.deleteCluster("reborn");
        await().atMost(StandaloneWorkers.RESTART).until(() -> workers.podOrNull("reborn") == null);
        assertThat(workers.claim("reborn")).isNotNull();

        resources.apply(workers.standalone("reborn", "storage: {reclaimPolicy: Delete}"));
        resources.awaitClusterReady("reborn");
        workers.append("reborn", 51, 60);
        workers.awaitSent("reborn", lines -> lines.hasSizeGreaterThanOrEqualTo(60));
        assertThat(workers.sent("reborn")).isEqualTo(StandaloneWorkers.numbered(1, 60));

        resources.deleteCluster("reborn");
        await().atMost(StandaloneWorkers.RESTART).until(() -> workers.claim("reborn") == null);
    }
}
