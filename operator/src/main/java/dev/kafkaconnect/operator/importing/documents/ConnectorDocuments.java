package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.connect.ReservedProvider;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From a connector elsewhere to its Connector, and a Secret where its configuration has credentials. What the operator makes of the
 * Connector is the very configuration that the workers have, apart from what comes from Secrets and ConfigMaps then.
 */
public final class ConnectorDocuments {
    private static final Pattern PROVIDERS = Pattern.compile("(.*\\.)?config\\.providers(\\..*)?");
    private static final Pattern OVERRIDE = Pattern.compile("(producer|consumer|admin)\\.override\\..*");

    private final FoundConnector found;
    private final String name;
    private final Choices choices;
    private final Report report;
    private final ObjectNode connector;
    private final SortedMap<String, String> credentials = new TreeMap<>();

    private ConnectorDocuments(FoundConnector found, String name, Choices choices, Report report) {
        this.found = found;
        this.name = name;
        this.choices = choices;
        this.report = report;
        this.connector = Heads.of("kafkaconnect.dev/v1alpha1", "Connector", name, namespace());
    }

    /**
     * @param name of the Connector
     * @return nothing where it cannot be described
     */
    public static List<ObjectNode> of(FoundConnector found, String name, Choices choices, Report report) {
        String connectorClass = found.config().getOrDefault("connector.class", "");
        if (connectorClass.isBlank()) {
            report.warn("has no connector.class and is left out");
            return List.of();
        }
        if (!Names.isConnector(found.name())) {
            report.warn(
                    "has a name that spec.connectorName does not allow and is left out: create it again under another name");
            return List.of();
        }
        return new ConnectorDocuments(found, name, choices, report).all(connectorClass);
    }

    private List<ObjectNode> all(String connectorClass) {
        Fields.put(
                connector,
                "spec.clusterRef.name",
                Names.cluster(choices.cluster() == null ? found.cluster() : choices.cluster()));
        if (found.clusterNamespace() != null && !found.clusterNamespace().equals(namespace())) {
            Fields.put(connector, "spec.clusterRef.namespace", found.clusterNamespace());
            report.warn(
                    "spec.clusterRef.namespace",
                    "the ConnectCluster must admit this namespace under spec.connectors.allowedNamespaces");
        }
        if (!name.equals(found.name())) {
            Fields.put(connector, "spec.connectorName", found.name());
        }
        Fields.put(connector, "spec.class", connectorClass);
        String version = found.config().get("connector.plugin.version");
        if (version != null) {
            Fields.put(connector, "spec.version", version);
        }
        tasks();
        if (!found.state().equals("Running")) {
            Fields.put(connector, "spec.state", found.state());
        }
        found.config().forEach(this::property);
        Fields.object(connector, "spec").setAll(found.further());
        return credentials.isEmpty() ? List.of(connector) : List.of(secret(), connector);
    }

    private @Nullable String namespace() {
        return choices.namespace() == null ? found.namespace() : choices.namespace();
    }

    /** The operator sends the number always, and as it is in the spec. */
    private void tasks() {
        String tasks = found.config().get("tasks.max");
        if (tasks != null && tasks.matches("[1-9][0-9]{0,4}")) {
            Fields.put(connector, "spec.tasksMax", connector.numberNode(Integer.parseInt(tasks)));
        } else {
            report.warn(
                    "tasks.max",
                    tasks == null
                            ? "is not set: spec.tasksMax is 1, which is sent, so that the connector restarts once when it is adopted"
                            : "is not a number of tasks: set spec.tasksMax; the connector restarts once when it is adopted");
        }
    }

    private void property(String key, String value) {
        if (List.of("name", "connector.class", "connector.plugin.version", "tasks.max")
                .contains(key)) {
            return;
        }
        if (key.equals("initial_state") || PROVIDERS.matcher(key).matches()) {
            report.warn("config " + key, "is not for connectors and is left out");
            return;
        }
        if (OVERRIDE.matcher(key).matches()) {
            report.warn(
                    "config " + key,
                    "must be allowed by the ConnectCluster, whose workers accept a list of overrides only (docs/how-to/client-overrides.md)");
        }
        boolean credential = choices.credentialKeys().contains(key) || Credentials.isOne(key, value);
        if (choices.asIs()) {
            config(key, value, credential);
        } else if (!isTranslated(key, value)) {
            if (credential || refersWithinText(value)) {
                credential(key, value);
            } else {
                config(key, value, false);
            }
        }
    }

    private void config(String key, String value, boolean credential) {
        Fields.object(connector, "spec.config").put(key, value);
        if (credential) {
            report.warn("config " + key, "is a credential in clear text and stays one because of --as-is");
        }
        boolean reserved = ReservedProvider.in(value).isPresent();
        for (String provider : ProviderReference.providers(value)) {
            report.warn(
                    "config " + key,
                    (reserved
                                    ? "refers to the config provider %s, a name that the operator uses for its own and refuses here: give the provider another name"
                                    : "refers to the config provider %s and stays as it is: the ConnectCluster must have that provider under spec.config")
                            .formatted(provider));
        }
    }

    /** Whether it is a reference that {@code configFrom} can express. */
    private boolean isTranslated(String key, String value) {
        ProviderReference reference = ProviderReference.of(value).orElse(null);
        ProviderReference.Kind kind = reference == null ? null : reference.kind();
        if (reference == null || kind == null) {
            return false;
        }
        String elsewhere = reference.namespace();
        if (elsewhere != null && namespace() != null && !elsewhere.equals(namespace())) {
            report.warn(
                    "config " + key,
                    "refers to %s %s in namespace %s: a Connector takes values from its own namespace only; copy it, or write the Connector with --namespace %s"
                            .formatted(kind, reference.object(), elsewhere, elsewhere));
            return false;
        }
        configFrom(
                key,
                kind == ProviderReference.Kind.Secret ? "secretKeyRef" : "configMapKeyRef",
                reference.object(),
                reference.key());
        report.warn(
                "config " + key,
                "referred to key %s of %s %s%s by a config provider and comes from it by configFrom, so that the connector restarts once when it is adopted (--as-is leaves it as it is)"
                        .formatted(
                                reference.key(),
                                kind,
                                reference.object(),
                                elsewhere != null && namespace() == null
                                        ? " in namespace %s, where the Connector must be too,".formatted(elsewhere)
                                        : ""));
        return true;
    }

    /** A line with a user and a reference to a Secret with the password, for example: here a value comes from a Secret as a whole. */
    private static boolean refersWithinText(String value) {
        return ProviderReference.of(value).isEmpty()
                && ProviderReference.providers(value).stream().anyMatch(ProviderReference::readsSecrets);
    }

    private void credential(String key, String value) {
        String entry = key.replaceAll("[^-._a-zA-Z0-9]", "-");
        boolean known = choices.writeSecrets() && !value.contains("${");
        if (credentials.containsKey(entry)) {
            entry = entry + "-" + credentials.size();
        }
        credentials.put(entry, known ? value : "<" + key + ">");
        configFrom(key, "secretKeyRef", secretName(), entry);
        report.warn(
                "config " + key,
                "%s and comes from key %s of Secret %s%s; the connector restarts once when it is adopted (--as-is leaves it as it is)"
                        .formatted(
                                value.contains("${")
                                        ? "refers to a credential in the middle of a text"
                                        : "is a credential in clear text",
                                entry,
                                secretName(),
                                known
                                        ? ", which is written with its value"
                                        : ": write the whole text there before you apply it"
                                                + (value.contains("${") ? "" : ", or use --write-secrets")));
    }

    private void configFrom(String key, String kind, String object, String entry) {
        ObjectNode from =
                Fields.object(connector, "spec").withArray("configFrom").addObject();
        from.put("key", key);
        from.putObject(kind).put("name", object).put("key", entry);
    }

    private String secretName() {
        return name + "-credentials";
    }

    private ObjectNode secret() {
        ObjectNode secret = Heads.of("v1", "Secret", secretName(), namespace());
        credentials.forEach((key, value) -> Fields.object(secret, "stringData").put(key, value));
        return secret;
    }
}
