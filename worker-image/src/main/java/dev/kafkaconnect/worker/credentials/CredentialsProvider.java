package dev.kafkaconnect.worker.credentials;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;

/**
 * Kafka's provider of files, which hands out private keys in the one form that Kafka clients read, whatever form of PEM the file
 * has: cert-manager writes another one unless it is told.
 */
public final class CredentialsProvider extends DirectoryConfigProvider {

    @Override
    public ConfigData get(String path) {
        return readable(super.get(path));
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        return readable(super.get(path, keys));
    }

    private static ConfigData readable(ConfigData files) {
        Map<String, String> readable = new HashMap<>(files.data());
        readable.replaceAll((name, text) -> KeyForms.pkcs8(text));
        return new ConfigData(readable, files.ttl());
    }
}
