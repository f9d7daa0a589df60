package dev.kafkaconnect.operator.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.values.RevisionKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolvedSecretsTest {
    private static final List<ValueFile> FILES = List.of(
            ValueFile.secret("kafka-ca", "ca.crt", "ca-0.crt"), ValueFile.configMap("kafka-ca", "ca.crt", "ca-1.crt"));

    private final String before = revision(secrets("1", Map.of("ca.crt", "one", "other", "x"), Clusters.KEY));

    @Test
    void whatIsNotUsedMayChange() {
        ResolvedSecrets labelled = secrets("2", Map.of("ca.crt", "one", "other", "y", "new", "z"), Clusters.KEY);

        assertThat(revision(labelled)).isEqualTo(before);
    }

    @Test
    void whatIsUsedMayNot() {
        assertThat(revision(secrets("1", Map.of("ca.crt", "two", "other", "x"), Clusters.KEY)))
                .isNotEqualTo(before);
        assertThat(revision(secrets("1", Map.of("other", "x"), Clusters.KEY))).isNotEqualTo(before);
    }

    @Test
    void tellsNothingWithoutTheKey() {
        RevisionKey other = new RevisionKey(new byte[] {4});

        assertThat(revision(secrets("1", Map.of("ca.crt", "one", "other", "x"), other)))
                .isNotEqualTo(before);
        assertThat(secrets("1", Map.of("ca.crt", "one"), null).revision(FILES)).isEmpty();
    }

    private static String revision(ResolvedSecrets secrets) {
        return secrets.revision(FILES).orElseThrow();
    }

    private static ResolvedSecrets secrets(String version, Map<String, String> data, @Nullable RevisionKey key) {
        Map<String, byte[]> bytes = new TreeMap<>();
        data.forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return ResolvedSecrets.of(Map.of("kafka-ca", new Content(version, bytes, "uid", Map.of())), key);
    }
}
