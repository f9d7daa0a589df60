package dev.kafkaconnect.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference has every metric, with its type and its labels, and no other. */
class MetricsReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/reference/operator-metrics.md");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (\\w+) \\| ([^|]*)\\|");

    @Test
    void listsWhatIsWritten() throws IOException {
        ClusterId cluster = new ClusterId("platform", "payments");
        OperatorMetrics metrics = MetricsCases.metrics(
                true, List.of(MetricsCases.failedConnector()), List.of(MetricsCases.rollingCluster()));
        metrics.observation().polled(cluster, Duration.ofMillis(1));
        metrics.observation().requestEnded(cluster, Duration.ofMillis(1), new ConnectFault.Busy("rebalance"));
        metrics.framework()
                .receivedEvent(
                        new Event(new ResourceID("orders", "team")), Map.of(Constants.CONTROLLER_NAME, "connector"));

        assertThat(reference()).isEqualTo(written(MetricsCases.text(metrics)));
    }

    private static Map<String, String> reference() throws IOException {
        return Files.readAllLines(REFERENCE).stream()
                .map(ROW::matcher)
                .filter(Matcher::find)
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row.group(2) + " "
                                + Pattern.compile("\\w+")
                                        .matcher(row.group(3))
                                        .results()
                                        .map(label -> label.group())
                                        .sorted()
                                        .toList()));
    }

    /** Type and labels by name. The maximum of a histogram belongs to it. */
    private static Map<String, String> written(String text) {
        Map<String, String> all = new TreeMap<>();
        text.lines().map(TYPE::matcher).filter(Matcher::find).forEach(type -> {
            String name = type.group(1);
            if (!name.endsWith("_max")) {
                all.put(name, type.group(2) + " " + List.copyOf(labels(name, text)));
            }
        });
        return all;
    }

    private static Set<String> labels(String name, String text) {
        Set<String> labels = text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + "_count{"))
                .flatMap(line -> LABEL.matcher(line).results())
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return labels;
    }
}
