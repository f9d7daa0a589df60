package dev.kafkaconnect.operator.cluster.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectclusterspec.Plugins;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules of the resource definition let through, or an older definition would. */
class PluginArtifactsPlannerTest {

    @Test
    void anAddressThatOnlyLooksLikeOneIsRefused() {
        assertThat(problems("artifacts: [{url: 'https://files.example.com/a%zz.zip', sha512: aa}]"))
                .containsExactly(
                        "spec.plugins: a url of jdbc is no address of a file that ends with .jar, .zip, .tar.gz or .tgz; correct it");
        assertThat(problems("""
                repository: {url: 'https://my_nexus/%zz'}
                artifacts: [{url: 'https://files.example.com/a.zip', sha512: aa}]
                """)).containsExactly("spec.plugins: repository.url of jdbc is no address; correct it");
    }

    @Test
    void aTypeOfALaterVersionIsNotTakenForAnother() {
        assertThat(problems("artifacts: [{maven: {group: a, artifact: b, version: '1', type: tar.zst}, sha512: aa}]"))
                .singleElement()
                .asString()
                .contains("is tar.zst, which this version of the operator does not support");
    }

    @Test
    void aPlugInOfALaterVersionWithNeitherImageNorArtifactsIsRefused() {
        assertThat(problems("classPath: Isolated"))
                .containsExactly("spec.plugins: jdbc needs either image or artifacts");
        assertThat(problems("artifacts: [{sha512: aa}]"))
                .containsExactly("spec.plugins: each artifact of jdbc needs either maven or url");
    }

    @Test
    void whatIsRightHasNoProblems() {
        assertThat(problems("image: registry.example.com/jdbc:1")).isEmpty();
        assertThat(problems("artifacts: [{maven: {group: a, artifact: b, version: '1'}, sha512: aa}]"))
                .isEmpty();
    }

    private static List<String> problems(String plugin) {
        return WorkerPlugins.problems(List.of(Serialization.unmarshal("name: jdbc\n" + plugin, Plugins.class)));
    }
}
