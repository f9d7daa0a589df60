package dev.kafkaconnect.operator.importing.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables of the documentation are the rules themselves. */
class PeerFieldsTest {
    private static final Path PAGE = Path.of("../docs/reference/import-fields.md");
    private static final Choices CHOICES = new Choices(null, null, false, false, Set.of(), Map.of(), key -> false);

    private static final String HEADER = """
            # Fields that connector-import reads

            Generated from the rules of `connector-import`; [Move connectors in](../how-to/move-in.md) shows how to use
            it. Every field that has no counterpart, or that is not in the tables, is a warning with its path.
            """;

    @Test
    void theReferenceHasTheRules() throws IOException {
        StringBuilder page = new StringBuilder(HEADER);
        tables().forEach((title, rules) -> {
            page.append("\n## %s\n\n| field | becomes | remark |\n| --- | --- | --- |\n".formatted(title));
            rules.stream().filter(Rule::isWorthARow).forEach(rule -> page.append(row(rule)));
        });

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.toString());
        }
        assertThat(PAGE).content().isEqualTo(page.toString());
    }

    @Test
    void noFieldHasTwoRules() {
        tables().values()
                .forEach(rules -> assertThat(rules.stream().map(Rule::field)).doesNotHaveDuplicates());
    }

    private static Map<String, List<Rule>> tables() {
        Map<String, List<Rule>> tables = new LinkedHashMap<>();
        tables.put("Strimzi: KafkaConnect", StrimziCluster.rules("spec", CHOICES));
        tables.put("Strimzi: KafkaConnector", StrimziConnector.RULES);
        tables.put("Strimzi: KafkaMirrorMaker2", StrimziMirrors.rules(CHOICES));
        tables.put("Confluent for Kubernetes: Connect", ConfluentCluster.rules(CHOICES));
        tables.put("Confluent for Kubernetes: Connector", ConfluentConnector.RULES);
        return tables;
    }

    private static String row(Rule rule) {
        String becomes = rule.becomes().isEmpty() ? "" : "`" + rule.becomes() + "`";
        return "| `%s` | %s | %s |\n"
                .formatted(rule.field(), becomes, rule.remark())
                .replaceAll(" {2,}", " ");
    }
}
