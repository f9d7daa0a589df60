package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Workers without pods. */
public final class FakeWorkers implements Workers {
    public final Map<String, RestEndpoint> endpoints = new ConcurrentHashMap<>();
    public final Set<String> living = ConcurrentHashMap.newKeySet();
    public final Set<String> leaving = ConcurrentHashMap.newKeySet();

    @Override
    public Set<String> living() {
        return Set.copyOf(living);
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.copyOf(endpoints);
    }

    @Override
    public Set<String> leaving() {
        return Set.copyOf(leaving);
    }
}
