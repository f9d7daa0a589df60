package dev.kafkaconnect.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.kafka.connect.storage.ConfigBackingStore;
import org.apache.kafka.connect.storage.ConfigBackingStore.UpdateListener;
import org.jspecify.annotations.Nullable;

/**
 * What a worker hears of the topic of configurations: nothing any more once it has been told to stop. Used by
 * {@link DistributedWorker}.
 *
 * <p>A herder that stops holds its lock while it waits for the reader of that topic to end, and a reader that has just met a
 * change waits for that lock: until a time-out of 23 s (DistributedHerder.halt and KafkaBasedLog.stop in Kafka 4.3). And a worker
 * that has been told to stop has no use for changes anyway.
 */
final class ConfigUpdateFilter {
    private volatile boolean ignored;

    /** From now on nothing is heard. */
    void ignore() {
        ignored = true;
    }

    /** The same store, but for what its listener hears. */
    ConfigBackingStore of(ConfigBackingStore store) {
        return proxy(
                ConfigBackingStore.class,
                (method, arguments) -> method.getName().equals("setUpdateListener") && arguments != null
                        ? method.invoke(store, heardBy((UpdateListener) arguments[0]))
                        : method.invoke(store, arguments));
    }

    private UpdateListener heardBy(UpdateListener listener) {
        return proxy(UpdateListener.class, (method, arguments) -> ignored ? null : method.invoke(listener, arguments));
    }

    private interface Call {
        @Nullable
        Object of(Method method, Object @Nullable [] arguments)
                throws IllegalAccessException, InvocationTargetException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                }));
    }
}
