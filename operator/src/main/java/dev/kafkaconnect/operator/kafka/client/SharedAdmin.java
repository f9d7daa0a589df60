package dev.kafkaconnect.operator.kafka.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * One admin client for all questions about one cluster, made when it is first needed and again when the way to Kafka has
 * changed: credentials are rotated. Used by {@code AdminTopics}.
 */
public final class SharedAdmin implements AutoCloseable {
    private final Supplier<KafkaAccess> access;
    private final Duration timeout;
    private final AtomicReference<@Nullable Open> current = new AtomicReference<>();

    private record Open(Map<String, Object> properties, Admin admin) {}

    /** @param timeout limit for each request */
    public SharedAdmin(Supplier<KafkaAccess> access, Duration timeout) {
        this.access = access;
        this.timeout = timeout;
    }

    public boolean mayCreateTopics() {
        return access.get().createTopics();
    }

    public Admin get() {
        KafkaAccess now = access.get();
        if (now.withoutClient() != null) {
            throw new IllegalStateException("no client may be made for this Kafka");
        }
        Map<String, Object> properties = now.client();
        Open before = current.get();
        if (before != null && before.properties().equals(properties)) {
            return before.admin();
        }
        Open made = new Open(properties, Admin.create(bounded(properties)));
        if (!current.compareAndSet(before, made)) {
            end(made);
            return get();
        }
        end(before);
        return made.admin();
    }

    private Map<String, Object> bounded(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return all;
    }

    @Override
    public void close() {
        end(current.getAndSet(null));
    }

    /** Requests that still wait for a response fail. */
    private static void end(@Nullable Open open) {
        if (open != null) {
            open.admin().close(Duration.ZERO);
        }
    }
}
