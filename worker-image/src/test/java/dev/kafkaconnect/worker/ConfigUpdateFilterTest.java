package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.storage.ConfigBackingStore;
import org.apache.kafka.connect.storage.ConfigBackingStore.UpdateListener;
import org.apache.kafka.connect.storage.MemoryConfigBackingStore;
import org.junit.jupiter.api.Test;

class ConfigUpdateFilterTest {
    private final ConfigUpdateFilter news = new ConfigUpdateFilter();
    private final List<Object> heard = new ArrayList<>();
    private final UpdateListener listener = (UpdateListener) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {UpdateListener.class}, (proxy, method, arguments) -> {
                heard.add(arguments[0]);
                return null;
            });

    @Test
    void aWorkerThatIsToldToStopHearsOfNoChangeAnyMore() {
        ConfigBackingStore store = news.of(new MemoryConfigBackingStore());
        store.setUpdateListener(listener);
        store.putConnectorConfig("before", Map.of(), null);

        news.ignore();
        store.putConnectorConfig("after", Map.of(), null);

        assertThat(heard).containsExactly("before");
        assertThat(store.contains("after")).isTrue();
    }

    @Test
    void whatTheStoreThrowsIsThrown() {
        ConfigBackingStore late = (ConfigBackingStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConfigBackingStore.class}, (proxy, method, arguments) -> {
                    throw new TimeoutException("late");
                });

        assertThatThrownBy(() -> news.of(late).refresh(1, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("late");
    }
}
