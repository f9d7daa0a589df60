package dev.kafkaconnect.e2e.support.apiserver;

import dev.kafkaconnect.api.Connector;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all Connectors tell, without asking for each: the newest status, and every reason that any of them ever had. */
public final class ConnectorsSeen implements ResourceEventHandler<Connector>, AutoCloseable {
    private final Map<String, Map<String, ReadyCondition>> byNamespace = new ConcurrentHashMap<>();
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();
    private final SharedIndexInformer<Connector> informer;

    /**
     * @param reason of Ready, empty while there is none
     * @param generation that it is about
     * @param current whether that is the newest
     */
    private record ReadyCondition(String reason, long generation, boolean current) {}

    public ConnectorsSeen(ApiServer api) {
        informer = api.admin().resources(Connector.class).inAnyNamespace().inform(this);
    }

    @Override
    public void onAdd(Connector connector) {
        ReadyCondition told = told(connector);
        reasons.add(told.reason());
        byNamespace
                .computeIfAbsent(connector.getMetadata().getNamespace(), first -> new ConcurrentHashMap<>())
                .put(connector.getMetadata().getName(), told);
    }

    @Override
    public void onUpdate(Connector before, Connector now) {
        onAdd(now);
    }

    @Override
    public void onDelete(Connector connector, boolean unknown) {
        byNamespace
                .get(connector.getMetadata().getNamespace())
                .remove(connector.getMetadata().getName());
    }

    private static ReadyCondition told(Connector connector) {
        if (connector.getStatus() == null || connector.getStatus().getConditions() == null) {
            return new ReadyCondition("", 0, false);
        }
        String reason = connector.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(Condition::getReason)
                .findFirst()
                .orElse("");
        return new ReadyCondition(
                reason,
                Objects.requireNonNullElse(connector.getStatus().getObservedGeneration(), 0L),
                Objects.equals(
                        connector.getStatus().getObservedGeneration(),
                        connector.getMetadata().getGeneration()));
    }

    /** How many of a namespace have this reason, about their newest generation. */
    public long count(String namespace, String reason) {
        return byNamespace.getOrDefault(namespace, Map.of()).values().stream()
                .filter(told -> told.current() && told.reason().equals(reason))
                .count();
    }

    public boolean isReady(String namespace, String name, long generation) {
        ReadyCondition told = byNamespace.getOrDefault(namespace, Map.of()).get(name);
        return told != null && told.generation() == generation && told.reason().equals("Running");
    }

    public int count(String namespace) {
        return byNamespace.getOrDefault(namespace, Map.of()).size();
    }

    public Set<String> reasonsEver() {
        return Set.copyOf(reasons);
    }

    @Override
    public void close() {
        informer.close();
    }
}
