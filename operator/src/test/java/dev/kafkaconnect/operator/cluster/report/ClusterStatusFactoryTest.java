package dev.kafkaconnect.operator.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
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
