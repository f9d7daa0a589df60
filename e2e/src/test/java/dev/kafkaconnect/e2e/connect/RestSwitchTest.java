package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import dev.kafkaconnect.e2e.support.workers.SecuredCluster;
import dev.kafkaconnect.e2e.support.workers.WorkerNames;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.InitialState;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether real workers of different stages pass requests on to one another while TLS is switched on or off. */
@Tag("connect")
@Tag("own-workers")
class RestSwitchTest {

    @RegisterExtension
    static final SecuredCluster CLUSTER = new SecuredCluster("switched");

    @Test
    void workers_with_certificates_reach_a_leader_with_tls_and_others_do_not() {
        try (RealWorkers group = group("tls-leads", secured(), prepared(), plain())) {
            group.start(1);
            group.start();
            ConnectApi withCertificates = plainClient(group, 1);
            ConnectApi without = plainClient(group, 2);

            passesOn(withCertificates, "by-prepared");

            eventually().until(() -> without.connectors().containsKey("by-prepared"));
            eventually()
                    .untilAsserted(() -> assertThatThrownBy(() ->
                                    without.create("by-plain", ConnectorConfig.of(source()), InitialState.STOPPED))
                            .isInstanceOf(ConnectFault.class)
                            .hasMessageContaining("IO Error trying to forward REST request"));
        }
    }

    @Test
    void workers_with_tls_reach_a_leader_that_is_prepared_or_plain() {
        try (RealWorkers group = group("prepared-leads", prepared(), secured())) {
            group.start(1);
            group.start();
            passesOn(CLUSTER.client(CLUSTER.certificates(), group.hosts().get(1)), "by-secured");
        }
        try (RealWorkers group = group("plain-leads", plain(), secured(), prepared())) {
            group.start(1);
            group.start();
            passesOn(CLUSTER.client(CLUSTER.certificates(), group.hosts().get(1)), "by-secured");
            passesOn(plainClient(group, 2), "by-prepared");
        }
    }

    private static void passesOn(ConnectApi worker, String connector) {
        within(Duration.ofSeconds(30)).until(() -> {
            worker.create(connector, ConnectorConfig.of(source()), InitialState.STOPPED);
            return true;
        });
    }

    /** A group of its own, with topics of its own. */
    private static RealWorkers group(String name, String... properties) {
        List<String> hosts = IntStream.range(0, properties.length)
                .mapToObj(index -> "%s-%d.%s-workers.rest.svc".formatted(name, index, CLUSTER.name))
                .toList();
        RealWorkers group = new RealWorkers(
                name,
                List.of(properties).stream()
                        .map(text -> text.replace("rest." + CLUSTER.name, "rest." + name))
                        .toList(),
                hosts);
        group.addresses().forEach(WorkerNames::add);
        return group;
    }

    private static String secured() {
        return CLUSTER.propertiesOf(CLUSTER.certificates(), "switched");
    }

    /** Neither advertises TLS nor asks for certificates. */
    private static String prepared() {
        return without(without(secured(), "rest.advertised.listener="), "rest.client.");
    }

    private static String plain() {
        return without(prepared(), "listeners.https.");
    }

    private static String without(String properties, String prefix) {
        return properties.lines().filter(line -> !line.startsWith(prefix)).collect(Collectors.joining("\n"));
    }

    private static ConnectApi plainClient(RealWorkers group, int worker) {
        String address = group.addresses().get(group.hosts().get(worker));
        return new HttpConnectApi(
                HttpClient.newHttpClient(),
                "http://%s:%d".formatted(address, RealWorkers.PORT),
                HttpConnectApi.Timeouts.DEFAULT);
    }

    private static Map<String, String> source() {
        return Map.of("connector.class", "FileStreamSource", "tasks.max", "1", "file", "/dev/null", "topic", "lines");
    }
}
