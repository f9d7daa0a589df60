package dev.kafkaconnect.e2e.support.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Namespaces of test classes that are over. Their topics cost the brokers something as long as they are there, and may go only
 * when no pod is left: a worker whose internal topics vanish asks for them without a rest, and so keeps the processors busy.
 */
final class FormerNamespaces implements AutoCloseable {
    private static final Duration LAST_PODS = Duration.ofSeconds(60);

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Of all classes of a run. */
    static FormerNamespaces of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(FormerNamespaces.class))
                .computeIfAbsent(FormerNamespaces.class, key -> new FormerNamespaces(), FormerNamespaces.class);
    }

    /** @param name also begins the names of all its topics, and of further namespaces of the same class */
    void add(String name) {
        names.add(name);
    }

    void deleteTopicsThatNobodyUses(KubernetesClient admin, ClusterKafka kafka) {
        List<Pod> pods = admin.pods().inAnyNamespace().list().getItems();
        for (String name : names) {
            if (pods.stream().noneMatch(pod -> pod.getMetadata().getNamespace().startsWith(name))) {
                kafka.deleteTopics(name);
                names.remove(name);
            }
        }
    }

    @Override
    public void close() {
        try (KubernetesClient admin = new KubernetesClientBuilder().build();
                ClusterKafka kafka = new ClusterKafka(admin)) {
            await().atMost(LAST_PODS).until(() -> {
                deleteTopicsThatNobodyUses(admin, kafka);
                return names.isEmpty();
            });
        }
    }
}
