package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.ContentCache;
import dev.kafkaconnect.operator.references.References;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the values that Connectors refer to, from the API server when they have changed and from memory when not. */
public final class ValueReader {
    private final ContentCache contents;

    public ValueReader(References references) {
        this.contents = new ContentCache(references);
        references.addListener(contents::onChange);
    }

    /**
     * @param values by configuration key
     * @param problems what is missing, in words; with one of them the values are not complete
     */
    record Values(SortedMap<String, String> values, List<String> problems) {
        @Override
        public String toString() {
            return values.keySet() + " " + problems;
        }
    }

    Values read(List<ValueSource> sources) {
        SortedMap<String, String> values = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (ValueSource source : sources) {
            Optional<Content> content = contents.read(source.reference());
            if (content.isEmpty()) {
                problems.add("there is no %s, which %s refers to".formatted(source.object(), source.key()));
                continue;
            }
            byte[] bytes = content.get().data().get(source.entry());
            if (bytes == null) {
                problems.add("%s has no key %s, which %s refers to"
                        .formatted(source.object(), source.entry(), source.key()));
                continue;
            }
            try {
                values.put(source.key(), text(bytes));
            } catch (CharacterCodingException binary) {
                problems.add(source.described() + ", is not text in UTF-8");
            }
        }
        return new Values(values, problems);
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
