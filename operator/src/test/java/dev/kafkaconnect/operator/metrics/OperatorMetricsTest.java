package dev.kafkaconnect.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
    private static final ClusterId PAYMENTS = new ClusterId("platform", "payments");
    private static final Map<String, Object> CONNECTORS = Map.of(Constants.CONTROLLER_NAME, "connector");

    private final SeenConnector orders = MetricsCases.failedConnector();
    private final OperatorMetrics metrics =
            MetricsCases.metrics(true, List.of(orders), List.of(MetricsCases.rollingCluster()));

    @Test
    void onlyTheLeaderTellsOfResources() {
        OperatorMetrics standby = MetricsCases.metrics(false, List.of(orders), List.of());

        assertThat(MetricsCases.values(standby, "kafkaconnect_")).containsExactly("kafkaconnect_operator_leader 0.0");
        assertThat(MetricsCases.text(metrics))
                .contains("\nkafkaconnect_operator_leader 1.0\n", "\nkafkaconnect_connector_info{");
    }

    @Test
    void pollsAndRequestsAreCountedByCluster() {
        metrics.observation().polled(PAYMENTS, Duration.ofMillis(100));
        metrics.observation().requestEnded(PAYMENTS, Duration.ofMillis(250), null);
        metrics.observation().requestEnded(PAYMENTS, Duration.ofMillis(750), new ConnectFault.Busy("rebalance"));

        assertThat(MetricsCases.text(metrics))
                .contains(
                        "kafkaconnect_poll_duration_seconds_bucket{cluster=\"payments\",namespace=\"platform\",le=\"0.25\"} 1\n",
                        "kafkaconnect_rest_request_duration_seconds_count{cluster=\"payments\",namespace=\"platform\"} 2\n",
                        "kafkaconnect_rest_request_duration_seconds_sum{cluster=\"payments\",namespace=\"platform\"} 1.0\n",
                        "kafkaconnect_rest_faults_total{cluster=\"payments\",fault=\"Busy\",namespace=\"platform\"} 1.0\n");
    }

    @Test
    void theSeriesOfAClusterEndWithIt() {
        metrics.observation().polled(PAYMENTS, Duration.ofMillis(100));
        metrics.observation().requestEnded(PAYMENTS, Duration.ofMillis(250), new ConnectFault.Busy("rebalance"));

        metrics.observation().closed(PAYMENTS);

        assertThat(MetricsCases.text(metrics)).doesNotContain("kafkaconnect_poll", "kafkaconnect_rest");
    }

    @Test
    void reconciliationsAreCountedByController() throws Exception {
        Metrics framework = metrics.framework();
        framework.receivedEvent(new Event(new ResourceID("orders", "team")), CONNECTORS);
        framework.reconcileCustomResource(orders.connector(), attempt(1), CONNECTORS);
        framework.reconcileCustomResource(orders.connector(), null, CONNECTORS);

        List<String> during = framework.timeControllerExecution(execution());
        framework.reconciliationExecutionFinished(orders.connector(), CONNECTORS);
        framework.finishedReconciliation(orders.connector(), CONNECTORS);
        framework.reconciliationExecutionFinished(orders.connector(), CONNECTORS);
        framework.failedReconciliation(orders.connector(), new IllegalStateException(), CONNECTORS);

        assertThat(during)
                .contains(
                        "reconciliations_active{controller_name=\"connector\"} 1.0",
                        "reconciliations_queue{controller_name=\"connector\"} 1.0");
        assertThat(MetricsCases.values(metrics, "reconciliations_"))
                .contains(
                        "reconciliations_active{controller_name=\"connector\"} 0.0",
                        "reconciliations_queue{controller_name=\"connector\"} 0.0",
                        "reconciliations_started_total{controller_name=\"connector\"} 2.0",
                        "reconciliations_retries_total{controller_name=\"connector\"} 1.0",
                        "reconciliations_success_total{controller_name=\"connector\"} 1.0",
                        "reconciliations_failure_total{controller_name=\"connector\"} 1.0",
                        "reconciliations_execution_duration_seconds_count{controller_name=\"connector\"} 1");
        assertThat(MetricsCases.values(metrics, "events_"))
                .containsExactly("events_received_total{controller_name=\"connector\"} 1.0");
    }

    @Test
    void isServedOverHttp() throws IOException, InterruptedException {
        try (MetricsServer server = new MetricsServer(0, metrics::write)) {
            URI uri = URI.create("http://localhost:%d/metrics".formatted(server.port()));
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body()).isEqualTo(MetricsCases.text(metrics)).endsWith("\n");
        }
    }

    private static RetryInfo attempt(int number) {
        return new RetryInfo() {
            @Override
            public int getAttemptCount() {
                return number;
            }

            @Override
            public boolean isLastAttempt() {
                return false;
            }
        };
    }

    /** Returns what is told while it is under way. */
    private Metrics.ControllerExecution<List<String>> execution() {
        return new Metrics.ControllerExecution<>() {
            @Override
            public String name() {
                return "reconcile";
            }

            @Override
            public String controllerName() {
                return "connector";
            }

            @Override
            public String successTypeName(List<String> result) {
                return "success";
            }

            @Override
            public ResourceID resourceID() {
                return new ResourceID("orders", "team");
            }

            @Override
            public Map<String, Object> metadata() {
                return CONNECTORS;
            }

            @Override
            public List<String> execute() {
                return MetricsCases.values(metrics, "reconciliations_").toList();
            }
        };
    }
}
