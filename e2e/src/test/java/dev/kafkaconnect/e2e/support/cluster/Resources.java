package dev.kafkaconnect.e2e.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** ConnectClusters and Connectors of one namespace, applied and read the way kubectl does. */
public record Resources(KubernetesClient client, String namespace) {
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Server-side apply, as a GitOps tool does. */
    public void apply(String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .forceConflicts()
                .serverSideApply();
    }

    /** As kubectl apply --server-side --dry-run=server does: nothing is stored. */
    public void dryRun(String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .dryRun()
                .forceConflicts()
                .serverSideApply();
    }

    public ConnectCluster cluster(String name) {
        return client.resources(ConnectCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    public Connector connector(String name) {
        return client.resources(Connector.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    public void deleteCluster(String name) {
        client.resources(ConnectCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    public void deleteConnector(String name) {
        client.resources(Connector.class).inNamespace(namespace).withName(name).delete();
    }

    public void annotate(String connector, String annotation, String value) {
        client.resources(Connector.class)
                .inNamespace(namespace)
                .withName(connector)
                .edit(resource -> {
                    resource.getMetadata()
                            .setAnnotations(new HashMap<>(Objects.requireNonNullElse(
                                    resource.getMetadata().getAnnotations(), Map.of())));
                    resource.getMetadata().getAnnotations().put(annotation, value);
                    return resource;
                });
    }

    /** Reasons of all events about a resource of that name, each as often as it was told. */
    public List<String> eventReasons(String name) {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> name.equals(event.getRegarding().getName()))
                .flatMap(event -> Collections.nCopies(timesTold(event), event.getReason()).stream())
                .toList();
    }

    private static int timesTold(Event event) {
        return event.getSeries() == null ? 1 : event.getSeries().getCount();
    }

    public boolean connectorExists(String name) {
        return client.resources(Connector.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                != null;
    }

    public void awaitClusterReady(String name) {
        awaitCluster(
                name,
                cluster -> assertThat(ready(conditions(cluster), generation(cluster)))
                        .isEqualTo("True"));
    }

    public void awaitConnectorReady(String name) {
        awaitConnector(
                name,
                connector -> assertThat(ready(conditions(connector), generation(connector)))
                        .isEqualTo("True"));
    }

    public void awaitCluster(String name, Consumer<ConnectCluster> assertion) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertion.accept(cluster(name)));
    }

    public void awaitConnector(String name, Consumer<Connector> assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            Connector connector = connector(name);
            assertThat(connector.getStatus()).as("status").isNotNull();
            assertion.accept(connector);
        });
    }

    /** Waits until the condition has that reason, and checks that its message holds all the words. */
    public void awaitClusterReason(String name, String type, String reason, String... words) {
        awaitCluster(name, cluster -> assertReason(conditions(cluster), type, reason, words));
    }

    public void awaitConnectorReason(String name, String type, String reason, String... words) {
        awaitConnector(name, connector -> assertReason(conditions(connector), type, reason, words));
    }

    private static void assertReason(List<Condition> conditions, String type, String reason, String... words) {
        assertThat(conditions)
                .as("conditions")
                .filteredOn(condition -> condition.getType().equals(type))
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.getReason()).as(condition.getMessage()).isEqualTo(reason);
                    for (String word : words) {
                        assertThat(condition.getMessage()).contains(word);
                    }
                });
    }

    private static String ready(List<Condition> conditions, Long generation) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals("Ready")
                        && Objects.equals(condition.getObservedGeneration(), generation))
                .map(Condition::getStatus)
                .findFirst()
                .orElse("Unknown");
    }

    private static Long generation(HasMetadata resource) {
        return resource.getMetadata().getGeneration();
    }

    private static List<Condition> conditions(ConnectCluster cluster) {
        return Objects.requireNonNullElse(cluster.getStatus().getConditions(), List.of());
    }

    private static List<Condition> conditions(Connector connector) {
        return Objects.requireNonNullElse(connector.getStatus().getConditions(), List.of());
    }
}
