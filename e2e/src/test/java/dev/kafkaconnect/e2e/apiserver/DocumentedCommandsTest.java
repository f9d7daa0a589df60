package dev.kafkaconnect.e2e.apiserver;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.documentation.Block;
import dev.kafkaconnect.e2e.support.documentation.Command;
import dev.kafkaconnect.e2e.support.documentation.Kubectl;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in blocks of the documentation. Those of kubectl are run against an API server, as dry runs where they change
 * something, so that their flags, kinds and patches are right; of the others it is checked that what they name exists. Those of
 * {@link #NOT_RUN} are left out, for the reason that stands there.
 */
@Tag("apiserver")
class DocumentedCommandsTest {
    /** By the beginning of the command. */
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            entry("kubectl get kafkaconnect", "needs Strimzi's definitions, and Docker"),
            entry("kubectl patch configmap argocd-cm", "needs Argo CD, whose ConfigMap it is"),
            entry("kubectl top", "needs the metrics server"),
            entry(
                    "kubectl apply -n kafka-connect-operator -f deploy/monitoring",
                    "needs the definitions of the Prometheus operator"),
            entry("curl", "needs workers with certificates"),
            entry("docker", "needs Docker"),
            entry("podman", "needs an image of the operator"),
            entry("skopeo", "needs a registry"),
            entry("buildah", "pulls an image"),
            entry("sed", "edits the manifests"),
            entry("connect-worker", "is a usage line, tested in worker-image"),
            entry("git", "has nothing of this project"),
            entry("eval", "is shell around deploy/local, which is checked where it stands alone"),
            entry("export", "is shell"));

    private static final Pattern CHANGES =
            Pattern.compile("kubectl (.* )?(apply|create|delete|patch|annotate|label)( .*|$)");
    private static final String CONNECTOR =
            "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {topic: a}\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @TempDir
    Path directory;

    static List<Command> kubectl() {
        return commands("kubectl");
    }

    static List<Command> make() {
        return commands("make");
    }

    static List<Command> helm() {
        return commands("helm");
    }

    static List<Command> scripts() {
        return Stream.of(
                        "./mvnw",
                        "deploy/local/images",
                        "deploy/local/cluster",
                        "worker-image/test",
                        "IMAGES_ARCH=arm64")
                .flatMap(program -> commands(program).stream())
                .toList();
    }

    private static List<Command> commands(String program) {
        return Command.all().stream()
                .filter(command -> command.program().equals(program))
                .filter(command -> NOT_RUN.keySet().stream().noneMatch(command.text()::startsWith))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kubectl")
    void kubectl_and_the_api_server_understand(Command command) throws Exception {
        objects();
        Kubectl kubectl = new Kubectl(API.admin().getConfiguration(), API.namespace(), directory);

        Kubectl.Result result = kubectl.run(harmless(command.text()));

        // What is not there is no mistake of the command, nor is a condition that is not true here.
        if (result.exitCode() != 0) {
            assertThat(result.output())
                    .containsPattern("\\(NotFound\\)|No resources found|timed out waiting for the condition");
        }
        assertThat(result.output()).doesNotContain("unknown flag", "unknown command", "unknown field");
    }

    @ParameterizedTest
    @MethodSource("make")
    void there_is_such_a_target(Command command) throws IOException {
        String[] words = command.text().split(" ");

        assertThat(Project.file("Makefile")).content().containsPattern("(?m)^" + words[1] + ":");
        Matcher variables = Pattern.compile("\\b([A-Z_]+)=").matcher(command.text());
        String used = Files.readString(Project.file("Makefile")) + Files.readString(Project.file("deploy/local/demo"));
        while (variables.find()) {
            assertThat(used).contains(variables.group(1));
        }
    }

    @ParameterizedTest
    @MethodSource("helm")
    void the_chart_has_such_values(Command command) throws IOException {
        assertThat(command.text()).containsPattern("^helm (install|upgrade|uninstall) ");
        Matcher sets = Pattern.compile("--set ([A-Za-z.]+)=").matcher(command.text());
        String reference = Files.readString(Project.file("docs/reference/helm-values.md"));
        while (sets.find()) {
            assertThat(reference).contains("| `" + sets.group(1) + "`");
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void there_is_such_a_script(Command command) throws IOException {
        String[] words = command.text().replaceFirst("^IMAGES_ARCH=\\S+ ", "").split(" ");
        Path script = Project.file(words[0]);

        assertThat(Files.isExecutable(script)).isTrue();
        if (words[0].startsWith("deploy/local/") && words.length > 1) {
            assertThat(script)
                    .content()
                    .containsPattern(
                            "(?m)(^\\s*#?\\s*(" + words[0].replaceAll(".*/", "") + " )?|\\| )" + words[1] + "\\b");
        }
    }

    @Test
    void nothing_in_a_block_without_a_language_is_overlooked() {
        List<Block> others = Block.all().stream()
                .filter(block -> block.language().isEmpty())
                .filter(block -> !Command.hasCommands(block))
                .toList();

        // The loops of rest-api.md and rest-clients.md need workers with certificates. What begins with $ shows an
        // answer, too.
        assertThat(others)
                .allSatisfy(block -> assertThat(block.text())
                        .as("begins with what is no command")
                        .matches("(?s)(FROM |NAME |FIGURE |for file in |\\$ |\\[\\{| ConnectCluster ──).*"));
    }

    private static String harmless(String command) {
        String known = command.replaceAll("<name>|\\bNAME\\b", "example")
                .replaceAll("--timeout[= ]\\S+", "")
                .replace("-f payments.yaml", "-f examples/connect-cluster.yaml")
                .replace("-k .", "-k deploy/base")
                .replace("--server-side", "--server-side --force-conflicts");
        if (known.contains("kubectl wait") || known.contains("rollout status")) {
            return known + " --timeout=1s";
        }
        if (!CHANGES.matcher(known).matches()) {
            return known;
        }
        return known + " --dry-run=server" + (known.contains(" delete ") ? " --ignore-not-found" : "");
    }

    /** Those that the pages speak of. */
    private static void objects() {
        UserActions user = new UserActions(API);
        for (String cluster : List.of("example", "payments")) {
            user.cluster(cluster, "kafka:\n  bootstrapServers: kafka:9092\n");
        }
        for (String connector : List.of("lines", "file-sink", "file-source", "example")) {
            user.connector(connector, CONNECTOR);
        }
    }
}
