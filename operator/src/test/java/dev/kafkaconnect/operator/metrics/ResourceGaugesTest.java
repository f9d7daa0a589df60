package dev.kafkaconnect.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** From the status of a resource to the lines that Prometheus reads. */
class ResourceGaugesTest {

    @Test
    void aConnectorIsToldAsItsStatusHasIt() {
        assertThat(connectors(MetricsCases.failedConnector())).isEqualTo("""
                kafkaconnect_connector_info{namespace="team",name="orders",cluster="payments",cluster_namespace="platform",connector="team.orders",class="io.example.\\"Quoted\\\\Source",type="source"} 1
                kafkaconnect_connector_state{namespace="team",name="orders",cluster="payments",state="Running"} 1
                kafkaconnect_connector_ready{namespace="team",name="orders",cluster="payments"} 0
                kafkaconnect_connector_stalled{namespace="team",name="orders",cluster="payments"} 1
                kafkaconnect_connector_tasks{namespace="team",name="orders",cluster="payments",state="running"} 1
                kafkaconnect_connector_tasks{namespace="team",name="orders",cluster="payments",state="failed"} 1
                kafkaconnect_connector_tasks{namespace="team",name="orders",cluster="payments",state="unassigned"} 1
                kafkaconnect_connector_tasks{namespace="team",name="orders",cluster="payments",state="other"} 1
                kafkaconnect_connector_restarts{namespace="team",name="orders",cluster="payments"} 3
                kafkaconnect_connector_config_errors{namespace="team",name="orders",cluster="payments"} 1
                kafkaconnect_connector_last_seen_timestamp_seconds{namespace="team",name="orders",cluster="payments"} 1769860800
                """);
    }

    @Test
    void aConnectorWithoutStatusIsNotReady() {
        SeenConnector fresh = MetricsCases.connector("""
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: Connector
                metadata: {name: orders, namespace: team}
                spec: {clusterRef: {name: payments}, class: FileStreamSource}
                """, null);

        assertThat(connectors(fresh)).isEqualTo("""
                kafkaconnect_connector_info{namespace="team",name="orders",cluster="payments",cluster_namespace="platform",connector="team.orders",class="FileStreamSource",type=""} 1
                kafkaconnect_connector_ready{namespace="team",name="orders",cluster="payments"} 0
                kafkaconnect_connector_stalled{namespace="team",name="orders",cluster="payments"} 0
                kafkaconnect_connector_restarts{namespace="team",name="orders",cluster="payments"} 0
                kafkaconnect_connector_config_errors{namespace="team",name="orders",cluster="payments"} 0
                """);
    }

    @Test
    void aClusterIsToldAsItsStatusHasIt() {
        assertThat(clusters(MetricsCases.rollingCluster())).isEqualTo("""
                kafkaconnect_connectcluster_info{namespace="platform",cluster="payments",mode="Distributed",version="4.3.1"} 1
                kafkaconnect_connectcluster_condition{namespace="platform",cluster="payments",type="Ready",status="true"} 0
                kafkaconnect_connectcluster_condition{namespace="platform",cluster="payments",type="Ready",status="false"} 1
                kafkaconnect_connectcluster_condition{namespace="platform",cluster="payments",type="Ready",status="unknown"} 0
                kafkaconnect_connectcluster_condition{namespace="platform",cluster="payments",type="TopicsReady",status="true"} 0
                kafkaconnect_connectcluster_condition{namespace="platform",cluster="payments",type="TopicsReady",status="false"} 0
                kafkaconnect_connectcluster_condition{namespace="platform",cluster="payments",type="TopicsReady",status="unknown"} 1
                kafkaconnect_connectcluster_workers_wanted{namespace="platform",cluster="payments"} 3
                kafkaconnect_connectcluster_workers_ready{namespace="platform",cluster="payments"} 2
                kafkaconnect_connectcluster_workers_updated{namespace="platform",cluster="payments"} 3
                kafkaconnect_connectcluster_rollout_in_progress{namespace="platform",cluster="payments"} 1
                kafkaconnect_connectcluster_unmanaged_connectors{namespace="platform",cluster="payments"} 2
                kafkaconnect_connectcluster_owed_deletions{namespace="platform",cluster="payments"} 1
                kafkaconnect_connectcluster_last_polled_timestamp_seconds{namespace="platform",cluster="payments"} 1769860800
                kafkaconnect_connectcluster_rest_certificate_expiry_timestamp_seconds{namespace="platform",cluster="payments"} 1798761600
                """);
    }

    @Test
    void aWorkerOfAnEarlierRevisionMeansARollout() {
        assertThat(clusters(MetricsCases.cluster("""
                metadata: {name: payments, namespace: platform}
                status: {replicas: 3, updatedReplicas: 2, replicasReady: odd}
                """, null, null)))
                .contains("rollout_in_progress{namespace=\"platform\",cluster=\"payments\"} 1\n")
                .doesNotContain("wanted");
    }

    @Test
    void aClusterWithoutStatusHasNoWorkersYet() {
        assertThat(clusters(MetricsCases.cluster("metadata: {name: payments, namespace: platform}", null, null)))
                .isEqualTo("""
                        kafkaconnect_connectcluster_info{namespace="platform",cluster="payments",mode="",version=""} 1
                        kafkaconnect_connectcluster_rollout_in_progress{namespace="platform",cluster="payments"} 0
                        kafkaconnect_connectcluster_unmanaged_connectors{namespace="platform",cluster="payments"} 0
                        kafkaconnect_connectcluster_owed_deletions{namespace="platform",cluster="payments"} 0
                        """);
    }

    private static String connectors(SeenConnector connector) {
        return MetricsCases.text(ConnectorGauges.ALL, SeenConnector::identity, List.of(connector));
    }

    private static String clusters(SeenCluster cluster) {
        return MetricsCases.text(ClusterGauges.ALL, SeenCluster::identity, List.of(cluster));
    }
}
