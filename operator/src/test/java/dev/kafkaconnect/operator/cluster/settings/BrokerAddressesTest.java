package dev.kafkaconnect.operator.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerAddressesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafka:9092                      | kafka.team.svc:9092
            kafka-0:9092, kafka-1:9092      | kafka-0.team.svc:9092,kafka-1.team.svc:9092
            SSL://kafka:9093                | SSL://kafka.team.svc:9093
            kafka.shop:9092                 | kafka.shop:9092
            kafka-bootstrap.kafka.svc:9092  | kafka-bootstrap.kafka.svc:9092
            localhost:9092                  | localhost:9092
            127.0.0.1:9092                  | 127.0.0.1:9092
            [::1]:9092                      | [::1]:9092
            nonsense                        | nonsense
            """)
    void aNameWithoutADotIsAServiceBesideTheWorkers(String written, String found) {
        assertThat(BrokerAddresses.from(written, "team")).isEqualTo(found);
    }

    @Test
    void theOperatorLooksUpWhatTheWorkersWould() throws InvalidSpec {
        ClusterPlan within = Clusters.plan(Clusters.cluster("team", "payments"));
        ClusterPlan outside = new ClusterPlanner("image", PluginDelivery.Copy, null, LoginClasses.NONE)
                .plan(Clusters.cluster("team", "payments"));

        assertThat(within.kafkaClient()).containsEntry("bootstrap.servers", "kafka.team.svc:9092");
        assertThat(outside.kafkaClient()).containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(within.bootstrapServers()).isEqualTo("kafka:9092");
    }
}
