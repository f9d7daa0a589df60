package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.Connector;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The informer's cache of Connectors, for tests. */
public final class ConnectorsInMemory implements IndexerResourceCache<Connector> {
    private final List<Connector> connectors = new ArrayList<>();
    private final Map<String, Function<Connector, List<String>>> indexers = new HashMap<>();

    public Connector add(Connector connector) {
        connectors.add(connector);
        return connector;
    }

    @Override
    public void addIndexers(Map<String, Function<Connector, List<String>>> more) {
        indexers.putAll(more);
    }

    @Override
    public List<Connector> byIndex(String index, String key) {
        return list(connector -> Objects.requireNonNull(indexers.get(index))
                        .apply(connector)
                        .contains(key))
                .toList();
    }

    @Override
    public Optional<Connector> get(ResourceID id) {
        return list(connector -> ResourceID.fromResource(connector).equals(id)).findFirst();
    }

    @Override
    public Stream<ResourceID> keys() {
        return connectors.stream().map(ResourceID::fromResource);
    }

    @Override
    public Stream<Connector> list(Predicate<Connector> predicate) {
        return connectors.stream().filter(predicate);
    }

    @Override
    public Stream<Connector> list(String namespace, Predicate<Connector> predicate) {
        return list(connector -> connector.getMetadata().getNamespace().equals(namespace))
                .filter(predicate);
    }
}
