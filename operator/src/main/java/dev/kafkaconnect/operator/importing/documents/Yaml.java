package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Documents as text. What is written without quotes is text to every YAML parser, whichever version of YAML it knows. */
public final class Yaml {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .enable(Feature.MINIMIZE_QUOTES)
            .disable(Feature.SPLIT_LINES)
            .disable(Feature.WRITE_DOC_START_MARKER)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new Quotes())
            .build());

    private Yaml() {}

    /** The documents of a text; the members of a list are documents too. */
    public static List<JsonNode> read(String text) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                JsonNode document = MAPPER.readTree(parser);
                if (document.path("kind").asText().endsWith("List")
                        && document.path("items").isArray()) {
                    document.path("items").forEach(documents::add);
                } else if (document.isObject()) {
                    documents.add(document);
                }
            }
        }
        return documents;
    }

    public static String write(JsonNode document) throws IOException {
        return MAPPER.writeValueAsString(document);
    }

    private static final class Quotes extends StringQuotingChecker {
        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z][-A-Za-z0-9_./@$]*");
        private static final Set<String> OTHER_MEANING =
                Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches() || OTHER_MEANING.contains(value.toLowerCase(Locale.ROOT));
        }
    }
}
