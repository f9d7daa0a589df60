package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Workers without pods. */
public final class FakeWorkers implements Workers {
    public final Map<String, RestEndpoint> endpoints = new ConcurrentHashMap<>();
    public final Set<String> living = ConcurrentHashMap.newKeySet();
    public final AtomicReference<@Nullable String> leaving = new AtomicReference<>();

    @Override
    public Set<String> living() {
        return Set.copyOf(living);
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.copyOf(endpoints);
    }

    @Override
    public Optional<String> leaving() {
        return Optional.ofNullable(leaving.get());
    }
}
