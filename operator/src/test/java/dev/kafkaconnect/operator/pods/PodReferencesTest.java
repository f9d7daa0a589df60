package dev.kafkaconnect.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.ReferenceListener;
import dev.kafkaconnect.operator.references.References;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReferencesTest {

    private final Map<Reference, Content> there = new HashMap<>();
    private final MissingObjects missing = new MissingObjects("team", new InMemory(there));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            volumes: [{name: v, secret: {secretName: s}}] | the Secret s, which the volume v needs, does not exist
            volumes: [{name: v, secret: {secretName: s, items: [{key: k, path: p}]}}] | the Secret s, which the volume v needs, does not exist or has no key k
            volumes: [{name: v, configMap: {name: s}}] | the ConfigMap s, which the volume v needs, does not exist
            volumes: [{name: v, projected: {sources: [{configMap: {name: s}}]}}] | the ConfigMap s, which the volume v needs, does not exist
            volumes: [{name: v, projected: {sources: [{secret: {name: s}}]}}] | the Secret s, which the volume v needs, does not exist
            containers: [{name: c, env: [{name: E, valueFrom: {secretKeyRef: {name: s, key: k}}}]}] | the Secret s, which the variable E needs, does not exist or has no key k
            containers: [{name: c, env: [{name: E, valueFrom: {configMapKeyRef: {name: s, key: k}}}]}] | the ConfigMap s, which the variable E needs, does not exist or has no key k
            containers: [{name: c, envFrom: [{configMapRef: {name: s}}]}] | the ConfigMap s, which envFrom needs, does not exist
            initContainers: [{name: c, envFrom: [{secretRef: {name: s}}]}] | the Secret s, which envFrom needs, does not exist
            """)
    void aPodWaitsForWhatItRefersTo(String pod, String text) {
        assertThat(missing.of(pod(pod), Set.of())).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            volumes: [{name: v, secret: {secretName: s, optional: true}}]
            volumes: [{name: v, projected: {sources: [{configMap: {name: s, optional: true}}]}}]
            containers: [{name: c, env: [{name: E, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}]}]
            containers: [{name: c, envFrom: [{secretRef: {name: s, optional: true}}]}]
            volumes: [{name: v, emptyDir: {}}]
            containers: [{name: c, env: [{name: E, value: plain}]}]
            """)
    void butNotForWhatIsOptional(String pod) {
        assertThat(missing.of(pod(pod), Set.of())).isEmpty();
    }

    @Test
    void aKeyThatComesLaterIsSeen() {
        PodSpec pod = pod("volumes: [{name: v, configMap: {name: s, items: [{key: k, path: p}]}}]");
        Reference map = Reference.configMap("team", "s");
        there.put(map, new Content("1", Map.of("other", new byte[0]), "uid", Map.of()));
        assertThat(missing.of(pod, Set.of())).hasSize(1);

        there.put(map, new Content("2", Map.of("k", new byte[0]), "uid", Map.of()));
        assertThat(missing.of(pod, Set.of())).isEmpty();

        there.remove(map);
        assertThat(missing.of(pod, Set.of())).hasSize(1);
        assertThat(missing.of(pod, Set.of(map))).isEmpty();
    }

    @Test
    void secretsForPullingImagesAreNotNeeded() {
        PodSpec pod = pod("imagePullSecrets: [{name: there}, {name: typo}]");
        there.put(Reference.secret("team", "there"), new Content("1", Map.of(), "uid", Map.of()));

        assertThat(missing.of(pod, Set.of())).isEmpty();
        assertThat(missing.pullSecrets(pod)).containsExactly("typo");
    }

    private static PodSpec pod(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, PodSpec.class);
    }

    private record InMemory(Map<Reference, Content> there) implements References {
        @Override
        public Optional<Content> read(Reference reference) {
            return Optional.ofNullable(there.get(reference));
        }

        @Override
        public Optional<String> version(Reference reference) {
            return read(reference).map(Content::version);
        }

        @Override
        public void addListener(ReferenceListener listener) {
            // Nothing changes without being asked for.
        }
    }
}
