package dev.kafkaconnect.operator.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.importing.documents.Yaml;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resources of other operators, and what is written and told of them. */
class ImportGoldenTest {
    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.of("ConnectCluster", ConnectCluster.class, "Connector", Connector.class, "Secret", Secret.class);

    static Stream<GoldenCase> cases() {
        return GoldenCase.all("import");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writesOurResources(GoldenCase golden) throws IOException {
        CommandRun run = CommandRun.of(arguments(golden));

        assertThat(run.exitCode()).isZero();
        golden.expect("out.yaml", Yaml.read(run.out()).toArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsWhatIsNotAsItWas(GoldenCase golden) throws IOException {
        CommandRun run = CommandRun.of(arguments(golden));

        Path expected = golden.folder().resolve("warnings.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, run.err());
        }
        assertThat(run.err()).isEqualTo(Files.readString(expected));
    }

    /** The model is made of the definitions: what they do not have is lost in it. */
    @ParameterizedTest
    @MethodSource("cases")
    void writesNothingThatTheDefinitionsDoNotHave(GoldenCase golden) throws IOException {
        KubernetesSerialization model = LenientSerialization.create();
        for (JsonNode document : Yaml.read(CommandRun.of(arguments(golden)).out())) {
            String kind = document.path("kind").asText();

            HasMetadata read = model.unmarshal(document.toString(), KINDS.get(kind));

            isKept(kind, document, Yaml.read(model.asJson(read)).getFirst());
        }
    }

    private static void isKept(String path, JsonNode written, JsonNode read) {
        if (written.isObject()) {
            written.properties()
                    .forEach(field -> isKept(path + "." + field.getKey(), field.getValue(), read.path(field.getKey())));
        } else if (written.isArray()) {
            for (int i = 0; i < written.size(); i++) {
                isKept(path + "[" + i + "]", written.get(i), read.path(i));
            }
        } else {
            assertThat(read.asText()).as(path).isEqualTo(written.asText());
        }
    }

    private static List<String> arguments(GoldenCase golden) throws IOException {
        List<String> arguments = new ArrayList<>();
        if (golden.has("options")) {
            arguments.addAll(List.of(
                    Files.readString(golden.folder().resolve("options")).strip().split(" ")));
        }
        arguments.add(golden.folder().resolve("in.yaml").toString());
        return arguments;
    }
}
