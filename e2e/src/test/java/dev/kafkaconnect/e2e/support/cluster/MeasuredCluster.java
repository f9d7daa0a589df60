package dev.kafkaconnect.e2e.support.cluster;

import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.Connector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Three workers as users get them, brought up once for all classes that measure. A class finds them without connectors, and may
 * change them. Registered as a static field.
 */
public final class MeasuredCluster implements BeforeAllCallback, AfterAllCallback {
    public static final String NAME = "measured";

    private Shared shared;

    private static final class Shared implements AutoCloseable {
        final LocalCluster local = new LocalCluster("figures");
        private final FormerNamespaces former;
        private String image = TestImages.worker();
        private int flushMillis = 10_000;

        Shared(FormerNamespaces former) {
            this.former = former;
            local.create();
            apply();
        }

        void apply() {
            local.resources()
                    .apply(Yaml.asShipped(
                                    NAME,
                                    "image: " + image,
                                    "config:",
                                    "  key.converter: org.apache.kafka.connect.storage.StringConverter",
                                    "  value.converter: org.apache.kafka.connect.storage.StringConverter",
                                    "  offset.flush.interval.ms: " + flushMillis)
                            .replace("replicas: 1", "replicas: 3"));
        }

        @Override
        public void close() {
            local.delete(former);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        FormerNamespaces former = FormerNamespaces.of(context);
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(MeasuredCluster.class))
                .computeIfAbsent(Shared.class, key -> new Shared(former), Shared.class);
        resources().awaitClusterReady(NAME);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var connectors = local().user().resources(Connector.class).inNamespace(local().namespace());
        connectors.delete();
        await().atMost(Resources.PATIENCE)
                .until(() -> connectors.list().getItems().isEmpty());
    }

    public LocalCluster local() {
        return shared.local;
    }

    public Resources resources() {
        return local().resources();
    }

    /** By which the workers differ from those before, and in nothing that shows. */
    public void changeConfig() {
        shared.flushMillis++;
        shared.apply();
    }

    public void changeImage(String image) {
        shared.image = image;
        shared.apply();
    }
}
