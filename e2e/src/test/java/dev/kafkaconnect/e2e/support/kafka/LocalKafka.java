package dev.kafkaconnect.e2e.support.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Three real brokers, one set for all test classes of a run. Registered as a static field. */
public final class LocalKafka implements BeforeAllCallback {
    private Brokers brokers;
    private Admin admin;

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(LocalKafka.class));
        brokers = store.computeIfAbsent(Brokers.class, key -> Brokers.start(), Brokers.class);
        admin = store.computeIfAbsent(
                Admin.class, key -> Admin.create(Map.of("bootstrap.servers", bootstrapServers())), Admin.class);
    }

    public String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    public Admin admin() {
        return admin;
    }
}
