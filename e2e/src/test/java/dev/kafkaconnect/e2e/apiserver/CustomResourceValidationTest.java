package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.definitions.DocumentedDefaults;
import dev.kafkaconnect.e2e.support.definitions.ResourceFiles;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server takes and what it refuses, by files: see src/test/resources/resources. Unknown fields are refused, as
 * kubectl asks for.
 */
@Tag("apiserver")
class CustomResourceValidationTest {
    private static final String VALID = "e2e/src/test/resources/resources/valid";
    private static final String INVALID = "e2e/src/test/resources/resources/invalid";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @ParameterizedTest(name = "{0}")
    @MethodSource("validFiles")
    void is_accepted_and_comes_back_unchanged_apart_from_the_documented_defaults(Path file) {
        GenericKubernetesResource written = ResourceFiles.read(file, API.namespace());

        GenericKubernetesResource stored = strictly(written).create();

        assertThat(spec(stored))
                .as(file.toString())
                .isEqualTo(DocumentedDefaults.filledInto(written.getKind(), spec(written)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidFiles")
    void is_refused_with_the_expected_message(Path file) {
        GenericKubernetesResource written = ResourceFiles.read(file, API.namespace());

        assertThatThrownBy(() -> strictly(written).create(), file.toString())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(ResourceFiles.expectation(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("validChanges")
    void is_a_change_that_is_accepted(Path directory) {
        GenericKubernetesResource changed = changeOf(directory);

        GenericKubernetesResource stored = strictly(changed).update();

        assertThat(spec(stored))
                .as(directory.toString())
                .isEqualTo(DocumentedDefaults.filledInto(changed.getKind(), spec(changed)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidChanges")
    void is_a_change_that_is_refused_with_the_expected_message(Path directory) {
        GenericKubernetesResource changed = changeOf(directory);

        assertThatThrownBy(() -> strictly(changed).update(), directory.toString())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(ResourceFiles.expectation(directory.resolve("after.yaml")));
    }

    private static GenericKubernetesResource changeOf(Path directory) {
        GenericKubernetesResource before = strictly(
                        ResourceFiles.read(directory.resolve("before.yaml"), API.namespace()))
                .create();
        GenericKubernetesResource after = ResourceFiles.read(directory.resolve("after.yaml"), API.namespace());
        after.getMetadata().setResourceVersion(before.getMetadata().getResourceVersion());
        return after;
    }

    private static NonDeletingOperation<GenericKubernetesResource> strictly(GenericKubernetesResource resource) {
        return API.admin().resource(resource).fieldValidation(Validation.STRICT);
    }

    private static Object spec(GenericKubernetesResource resource) {
        return resource.getAdditionalProperties().get("spec");
    }

    static Stream<Named<Path>> validFiles() {
        return Stream.of(
                        ResourceFiles.in(VALID, "valid-", false),
                        ResourceFiles.in("examples", "", false),
                        ResourceFiles.in("examples/move", "", false))
                .flatMap(List::stream)
                .map(CustomResourceValidationTest::named);
    }

    static Stream<Named<Path>> invalidFiles() {
        return ResourceFiles.in(INVALID, "invalid-", false).stream().map(CustomResourceValidationTest::named);
    }

    static Stream<Named<Path>> validChanges() {
        return ResourceFiles.in(VALID, "valid-", true).stream().map(CustomResourceValidationTest::named);
    }

    static Stream<Named<Path>> invalidChanges() {
        return ResourceFiles.in(INVALID, "invalid-", true).stream().map(CustomResourceValidationTest::named);
    }

    private static Named<Path> named(Path path) {
        return Named.of(path.getFileName().toString().replace(".yaml", "").replace('-', ' '), path);
    }
}
