package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.observe.view.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Workers without pods. */
public final class FakeWorkerPods implements Workers {
    public final Map<String, RestEndpoint> endpoints = new ConcurrentHashMap<>();
    public final Set<String> ready = ConcurrentHashMap.newKeySet();
    public final Set<String> unready = ConcurrentHashMap.newKeySet();
    public final Set<String> leaving = ConcurrentHashMap.newKeySet();

    @Override
    public Set<String> ready() {
        return Set.copyOf(ready);
    }

    @Override
    public Set<String> unready() {
        return Set.copyOf(unready);
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.copyOf(endpoints);
    }

    @Override
    public Duration taskGrace() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Set<String> leaving() {
        return Set.copyOf(leaving);
    }
}
