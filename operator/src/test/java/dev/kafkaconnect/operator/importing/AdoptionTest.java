package dev.kafkaconnect.operator.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connector.plan.ConnectorPlanner;
import dev.kafkaconnect.operator.connector.plan.Decision;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome.Parsed;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Schema;
import dev.kafkaconnect.operator.importing.documents.Yaml;
import dev.kafkaconnect.operator.observe.view.Liveness;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs is adopted as it is: the operator finds in what was written just what the workers have, and sends nothing. */
class AdoptionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String WORKER = "connect-0:8083";
    private static final Map<String, String> CONFIG = Map.ofEntries(
            Map.entry("connector.class", "org.example.OrdersSource"),
            Map.entry("tasks.max", "4"),
            Map.entry("connector.plugin.version", "1.0"),
            Map.entry("number", "1.0"),
            Map.entry("long.number", "12345678901234567890123"),
            Map.entry("octal", "0644"),
            Map.entry("hexadecimal", "0x1F"),
            Map.entry("exponent", "1e3"),
            Map.entry("time", "12:30:45"),
            Map.entry("truth", "true"),
            Map.entry("yes", "yes"),
            Map.entry("none", "null"),
            Map.entry("tilde", "~"),
            Map.entry("empty", ""),
            Map.entry("blank", " "),
            Map.entry("around", " text "),
            Map.entry("comment", "text # no comment"),
            Map.entry("lines", "first\n  second\n\nlast\n"),
            Map.entry("tab", "a\tb"),
            Map.entry("quotes", "it's \"quoted\""),
            Map.entry("backslash", "\\d+\\."),
            Map.entry("json", "{\"a\": [1, 2]}"),
            Map.entry("transforms.a.static.value", "- no list"),
            Map.entry("umlaut", "Größe 漢字 🙂"),
            Map.entry("n", "y"),
            Map.entry("a key: with colon", "value"));

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Orders_Source", "order books", "a->b.MirrorSourceConnector", "größe", "10"})
    void theConfigurationIsThatOfTheWorkers(String name) throws IOException {
        Map<String, String> config = named(name, CONFIG);

        DesiredConnector desired =
                desired(choices(false, false), name, config, "RUNNING").desired();

        assertThat(desired.connectName()).isEqualTo(name);
        assertThat(desired.config()).isEqualTo(new TreeMap<>(config));
        assertThat(desired.referenced().sources()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "PAUSED", "STOPPED", "UNASSIGNED"})
    void nothingIsSent(String state) throws IOException {
        Map<String, String> config = named("orders", CONFIG);
        ObservedConnector observed =
                ObservedConnector.of(listing(config, state), new Liveness(Set.of(WORKER), Set.of()));

        Decision decision = ConnectorPlanner.decide(
                desired(choices(false, false), "orders", config, state).desired(),
                new Observation(observed, NOW.minusMillis(1), RestartEvidence.Unknown),
                ReconcileState.NONE,
                NOW);

        assertThat(decision).isEqualTo(Decision.NOTHING);
    }

    @Test
    void credentialsAndReferencesStayIfThatIsWanted() throws IOException {
        Map<String, String> config = withCredentials();

        DesiredConnector desired =
                desired(choices(true, false), "orders", config, "RUNNING").desired();

        assertThat(desired.config()).isEqualTo(new TreeMap<>(config));
    }

    @Test
    void allButCredentialsAndReferencesIsThatOfTheWorkers() throws IOException {
        Map<String, String> config = withCredentials();

        Written written = desired(choices(false, true), "orders", config, "RUNNING");

        Map<String, String> expected = new TreeMap<>(config);
        expected.keySet().removeAll(Set.of("database.password", "connection.url", "referred", "mapped"));
        assertThat(written.desired().config()).isEqualTo(expected);
        assertThat(written.desired().referenced().sources())
                .extracting(source -> source.key() + " " + source.object() + " " + source.entry())
                .containsExactlyInAnyOrder(
                        "database.password Secret orders-credentials database.password",
                        "connection.url Secret orders-credentials connection.url",
                        "referred Secret orders-db password",
                        "mapped ConfigMap orders-map host");
        assertThat(written.secret())
                .containsOnly(
                        Map.entry("database.password", "p w\n"),
                        Map.entry("connection.url", "jdbc:postgresql://db/orders?user=a&password=b"));
    }

    @Test
    void withoutANumberOfTasksItIsToldThatTheConnectorRestarts() throws IOException {
        Map<String, String> config = named("orders", CONFIG);
        config.remove("tasks.max");

        Outcome outcome = imported(choices(false, false), "orders", config, "RUNNING");

        assertThat(outcome.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("tasks.max", "restarts once"));
    }

    private static Map<String, String> withCredentials() {
        Map<String, String> config = named("orders", CONFIG);
        config.put("database.password", "p w\n");
        config.put("connection.url", "jdbc:postgresql://db/orders?user=a&password=b");
        config.put("referred", "${secrets:shop/orders-db:password}");
        config.put("mapped", "${configmaps:shop/orders-map:host}");
        config.put("kept", "${file:/mnt/orders.properties:user}");
        config.put("elsewhere", "${secrets:other/orders-db:password}");
        return config;
    }

    private static Map<String, String> named(String name, Map<String, String> config) {
        Map<String, String> named = new HashMap<>(config);
        named.put("name", name);
        return named;
    }

    private static Choices choices(boolean asIs, boolean writeSecrets) {
        return new Choices("shop", "payments", asIs, writeSecrets, Set.of(), Map.of(), key -> false);
    }

    private static ConnectorListing listing(Map<String, String> config, String state) {
        return new ConnectorListing(
                new Info(config, List.of()), new Status("source", new Part(0, state, WORKER, null, null), List.of()));
    }

    private static Outcome imported(Choices choices, String name, Map<String, String> config, String state)
            throws IOException {
        return new Import(choices, schema("connectclusters"), schema("connectors"))
                .of(Map.of(name, listing(config, state)));
    }

    private record Written(DesiredConnector desired, Map<String, String> secret) {}

    /** As the operator reads what was written. */
    private static Written desired(Choices choices, String name, Map<String, String> config, String state)
            throws IOException {
        Map<String, String> secret = new TreeMap<>();
        List<Connector> connectors = new ArrayList<>();
        for (ObjectNode document : imported(choices, name, config, state).documents()) {
            String text = Yaml.write(document);
            if (document.path("kind").asText().equals("Connector")) {
                connectors.add(LenientSerialization.create().unmarshal(text, Connector.class));
            } else {
                Yaml.read(text)
                        .getFirst()
                        .path("stringData")
                        .properties()
                        .forEach(entry ->
                                secret.put(entry.getKey(), entry.getValue().asText()));
            }
        }
        ConnectorParser.Outcome parsed = ConnectorParser.parse(connectors.getFirst());
        assertThat(parsed).isInstanceOf(Parsed.class);
        return new Written(((Parsed) parsed).desired(), secret);
    }

    private static Schema schema(String name) throws IOException {
        return Schema.of(Yaml.read(Files.readString(Path.of("../crds").resolve(name + ".yaml")))
                .getFirst());
    }
}
