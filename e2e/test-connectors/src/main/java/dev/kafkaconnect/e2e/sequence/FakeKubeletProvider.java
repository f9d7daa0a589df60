package dev.kafkaconnect.e2e.sequence;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;

/**
 * Plays the mount of a Secret for workers that run outside a pod: what is asked for in the one directory that the provider may
 * read is taken from another, by Kafka's own provider.
 */
public final class FakeKubeletProvider implements ConfigProvider {
    private static final String ALLOWED = "allowed.paths";

    private final DirectoryConfigProvider real = new DirectoryConfigProvider();
    private String mounted = "";
    private String played = "";

    @Override
    public void configure(Map<String, ?> configs) {
        mounted = String.valueOf(configs.get(ALLOWED));
        played = String.valueOf(configs.get("played.by"));
        Map<String, Object> there = new HashMap<>(configs);
        there.put(ALLOWED, played);
        real.configure(there);
    }

    @Override
    public ConfigData get(String path) {
        return real.get(there(path));
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        return real.get(there(path), keys);
    }

    private String there(String path) {
        return path.equals(mounted) ? played : path;
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
