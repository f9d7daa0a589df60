package dev.kafkaconnect.operator.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterStatusFactoryTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

    static Stream<GoldenCase> cases() {
        return GoldenCase.all("cluster-status");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tellsWhatWasFound(GoldenCase golden) {
        ConnectCluster cluster = golden.resource("cluster.yaml", ConnectCluster.class);
        Findings findings = GivenFindings.read(golden, cluster);

        ConnectClusterStatus status = ClusterStatusFactory.status(cluster, findings, NOW);

        golden.expect("status.yaml", status);
    }

    @Test
    void namesFiftyUnmanagedConnectorsAndCountsThemAll() {
        List<String> names =
                IntStream.range(0, 1000).mapToObj("connector-%03d"::formatted).toList();
        ConnectCluster cluster = Clusters.cluster("team", "payments");

        ConnectClusterStatus status = ClusterStatusFactory.status(cluster, allUnmanaged(cluster, names), NOW);

        assertThat(status.getConnectors().getTotal()).isEqualTo(1000);
        assertThat(status.getUnmanagedConnectors()).isEqualTo(names.subList(0, 50));
    }

    @Test
    void namesConnectorsBeforeAllOtherPlugins() {
        List<InstalledPlugin> installed = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(number -> new InstalledPlugin("a.Transform%03d".formatted(number), "transformation", "1"))
                .toList());
        installed.add(new InstalledPlugin("b.Source", "source", "2"));
        installed.add(new InstalledPlugin("b.Source", "source", "1"));
        installed.add(new InstalledPlugin("a.Sink", "sink", null));
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        WorkerInventory inventory = new WorkerInventory(new WorkerInfo("4.3.1", "kafka"), installed);
        Findings findings = new Findings(
                Clusters.plan(cluster),
                null,
                null,
                new FoundWorkers(
                        new Verdict.Ready(Reason.WorkersReady, "3 of 3 workers are ready"), null, inventory, null),
                new FoundConnectors(new ClusterView.Seen(Map.of(), NOW), List.of(), null, List.of()),
                new Findings.Remarks(false, List.of()));

        List<Plugins> plugins =
                ClusterStatusFactory.status(cluster, findings, NOW).getPlugins();

        assertThat(plugins).hasSize(ClusterStatusFactory.PLUGINS_LISTED);
        assertThat(plugins.subList(0, 4))
                .extracting(Plugins::get_class, Plugins::getVersion)
                .containsExactly(
                        tuple("a.Sink", null),
                        tuple("b.Source", "1"),
                        tuple("b.Source", "2"),
                        tuple("a.Transform000", "1"));
    }

    private static Findings allUnmanaged(ConnectCluster cluster, List<String> names) {
        Map<String, ObservedConnector> connectors = names.stream()
                .collect(Collectors.toMap(Function.identity(), name -> Observations.connector(RunState.Stopped)));
        return new Findings(
                Clusters.plan(cluster),
                null,
                null,
                FoundWorkers.silent(new Verdict.Ready(Reason.WorkersReady, "3 of 3 workers are ready"), null),
                new FoundConnectors(new ClusterView.Seen(connectors, NOW), names, null, List.of()),
                new Findings.Remarks(false, List.of()));
    }
}
