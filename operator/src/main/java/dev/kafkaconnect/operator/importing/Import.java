package dev.kafkaconnect.operator.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.ConnectorDocuments;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.FoundConnector;
import dev.kafkaconnect.operator.importing.documents.Heads;
import dev.kafkaconnect.operator.importing.documents.Names;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Schema;
import dev.kafkaconnect.operator.importing.documents.WorkerSettings;
import dev.kafkaconnect.operator.importing.peers.ConfluentCluster;
import dev.kafkaconnect.operator.importing.peers.ConfluentConnector;
import dev.kafkaconnect.operator.importing.peers.StrimziCluster;
import dev.kafkaconnect.operator.importing.peers.StrimziConnector;
import dev.kafkaconnect.operator.importing.peers.StrimziMirrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** From what was read to what is written. Pure; called by {@link ImportCommand}. */
public final class Import {
    private static final String STRIMZI = "kafka.strimzi.io/";
    private static final String CONFLUENT = "platform.confluent.io/";

    private final Choices choices;
    private final Schema clusters;
    private final Schema connectors;
    private final Report report = Report.empty();
    private final List<ObjectNode> written = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * @param clusters the definition of ConnectClusters
     * @param connectors the definition of Connectors
     */
    public Import(Choices choices, Schema clusters, Schema connectors) {
        this.choices = choices;
        this.clusters = clusters;
        this.connectors = connectors;
    }

    /** Of resources of other operators. */
    public Outcome of(List<JsonNode> resources) {
        for (JsonNode resource : resources) {
            if (resource instanceof ObjectNode source) {
                resource(
                        source,
                        report.about(
                                source.path("kind").asText("document") + " " + Fields.text(source, "metadata.name")));
            }
        }
        return outcome();
    }

    private void resource(ObjectNode source, Report about) {
        String version = source.path("apiVersion").asText();
        String kind = source.path("kind").asText();
        String owner = version.startsWith(STRIMZI) || version.startsWith(CONFLUENT)
                ? version.substring(0, version.indexOf('/') + 1) + kind
                : "";
        switch (owner) {
            case STRIMZI + "KafkaConnect" -> cluster(StrimziCluster.of(source, choices, about), about);
            case STRIMZI + "KafkaConnector" -> connector(StrimziConnector.of(source, about), about);
            case STRIMZI + "KafkaMirrorMaker2" -> {
                cluster(StrimziMirrors.cluster(source, choices, about), about);
                StrimziMirrors.connectors(source, about)
                        .forEach(found -> connector(found, about.about(about.subject() + ", " + found.name())));
            }
            case CONFLUENT + "Connect" -> cluster(ConfluentCluster.of(source, choices, about), about);
            case CONFLUENT + "Connector" -> connector(ConfluentConnector.of(source, about), about);
            default -> about.warn("is no resource that connector-import reads and is left out");
        }
    }

    /** Of workers that run. Which group they are and where its topics are they do not say. */
    public Outcome of(Map<String, ConnectorListing> running) {
        String name = choices.cluster() == null ? "connect" : choices.cluster();
        new TreeMap<>(running).forEach((connector, listing) -> {
            Report about = report.about("connector " + connector);
            connector(RunningConnector.of(connector, name, listing, about), about);
        });
        if (choices.worker().isEmpty()) {
            report.about("ConnectCluster " + name)
                    .warn(
                            "is not written, because workers do not say which group and topics they have: use --worker-properties, or --bootstrap-servers, --group-id, --config-topic, --offset-topic and --status-topic");
        } else {
            Report about = report.about("ConnectCluster " + name);
            ObjectNode cluster = Heads.cluster(Names.cluster(name), choices.namespace());
            WorkerSettings.complete(cluster, false, choices, about);
            cluster(cluster, about);
        }
        return outcome();
    }

    private void cluster(ObjectNode cluster, Report about) {
        if (Fields.at(cluster, "spec.config").isEmpty()) {
            Fields.take(cluster, "spec.config");
        }
        clusters.fit(cluster, about);
        if (!taken.add("ConnectCluster " + Fields.text(cluster, "metadata.namespace") + "/"
                + Fields.text(cluster, "metadata.name"))) {
            about.warn("metadata.name", "is the name of another ConnectCluster that is written: change one of them");
        }
        written.add(cluster);
    }

    private void connector(FoundConnector found, Report about) {
        String name = unique(found);
        for (ObjectNode document : ConnectorDocuments.of(found, name, choices, about)) {
            if (document.path("kind").asText().equals("Connector")) {
                connectors.fit(document, about);
            }
            written.add(document);
        }
    }

    /** Names that differ inside Kafka Connect may become the same in Kubernetes. */
    private String unique(FoundConnector found) {
        String name = Names.object(found.name());
        int number = 1;
        String free = name;
        while (!taken.add(found.namespace() + "/" + free)) {
            number++;
            free = name + "-" + number;
        }
        return free;
    }

    private Outcome outcome() {
        return new Outcome(List.copyOf(written), List.copyOf(report.lines()));
    }
}
