package dev.kafkaconnect.operator.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.Schema;
import dev.kafkaconnect.operator.importing.documents.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * One run of connector-import, with everything that it touches: files, workers, standard input and output. Made by
 * {@code ImportMain}. What becomes of what it reads is decided by {@link Import}.
 */
public final class ImportCommand {
    private static final int EXIT_FAILED = 1;

    /** Of sysexits.h: the command was used wrongly. */
    private static final int EXIT_USAGE = 64;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Predicate<String> reserved;

    /** @param reserved which properties of workers a ConnectCluster refuses */
    public ImportCommand(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Predicate<String> reserved) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.reserved = reserved;
    }

    /** @return the exit code */
    public int run(String... line) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(line);
        } catch (IllegalArgumentException wrong) {
            err.println("connector-import: " + wrong.getMessage() + "; --help shows the options");
            return EXIT_USAGE;
        }
        if (arguments.help()) {
            out.print(Arguments.HELP);
            return 0;
        }
        try {
            return write(imported(arguments), arguments);
        } catch (FileAlreadyExistsException there) {
            return failed("%s exists already, or two resources have that name; use another folder, or stdout"
                    .formatted(there.getMessage()));
        } catch (NoSuchFileException missing) {
            return failed("%s does not exist".formatted(missing.getMessage()));
        } catch (IOException | ConnectFault fault) {
            return failed(String.valueOf(fault.getMessage()));
        }
    }

    private int failed(String why) {
        err.println("connector-import: " + why);
        return EXIT_FAILED;
    }

    private Outcome imported(Arguments arguments) throws IOException, ConnectFault {
        Map<String, String> worker = new HashMap<>();
        if (arguments.workerProperties() != null) {
            Properties file = new Properties();
            file.load(new StringReader(Files.readString(Path.of(arguments.workerProperties()))));
            file.stringPropertyNames().forEach(name -> worker.put(name, file.getProperty(name)));
        }
        worker.putAll(arguments.worker());
        Choices choices = new Choices(
                arguments.namespace(),
                arguments.cluster(),
                arguments.asIs(),
                arguments.writeSecrets(),
                arguments.credentialKeys(),
                worker,
                reserved);
        Import run = new Import(choices, schema("connectclusters"), schema("connectors"));
        if (arguments.url() != null) {
            return run.of(workers(arguments, arguments.url()).connectors());
        }
        List<JsonNode> resources = new ArrayList<>();
        for (String file : arguments.files()) {
            String text = file.equals("-")
                    ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
            resources.addAll(Yaml.read(text));
        }
        return run.of(resources);
    }

    private HttpConnectApi workers(Arguments arguments, String url) {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
        if (arguments.user() != null) {
            PasswordAuthentication login = new PasswordAuthentication(
                    arguments.user(),
                    environment.getOrDefault("CONNECT_PASSWORD", "").toCharArray());
            http.authenticator(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return login;
                }
            });
        }
        return new HttpConnectApi(http.build(), url.replaceAll("/+$", ""), HttpConnectApi.Timeouts.DEFAULT);
    }

    private static Schema schema(String definition) throws IOException {
        try (InputStream file = ImportCommand.class.getResourceAsStream("/crds/" + definition + ".yaml")) {
            if (file == null) {
                throw new IOException("the definition of %s is missing from this program".formatted(definition));
            }
            return Schema.of(Yaml.read(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .getFirst());
        }
    }

    private int write(Outcome outcome, Arguments arguments) throws IOException {
        outcome.warnings().forEach(warning -> err.println("warning: " + warning));
        if (outcome.documents().isEmpty()) {
            return failed("there is nothing to write");
        }
        if (arguments.folder() == null) {
            String separator = "";
            for (ObjectNode document : outcome.documents()) {
                out.print(separator + Yaml.write(document));
                separator = "---\n";
            }
            return out.checkError() ? EXIT_FAILED : 0;
        }
        Path folder = Files.createDirectories(Path.of(arguments.folder()));
        SequencedMap<Path, ObjectNode> files = new LinkedHashMap<>();
        for (ObjectNode document : outcome.documents()) {
            Path file = folder.resolve("%s-%s.yaml"
                    .formatted(
                            document.path("kind").asText().toLowerCase(Locale.ROOT),
                            Fields.text(document, "metadata.name")));
            if (Files.exists(file) || files.put(file, document) != null) {
                throw new FileAlreadyExistsException(file.toString());
            }
        }
        for (Map.Entry<Path, ObjectNode> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        return 0;
    }

    /** A Secret is for the eyes of the user only. */
    private static void write(Path file, ObjectNode document) throws IOException {
        if (document.path("kind").asText().equals("Secret")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, Yaml.write(document));
    }
}
