package dev.kafkaconnect.operator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.operator.text.ConnectorKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger holds of one cluster: changes of offsets and debts in entries of their own, because those who write them do not
 * wait for each other. Pure, and reads an entry only when it is asked for.
 *
 * @param data entries in JSON, by a key made from the connector's name
 */
public record Page(Map<String, String> data) {
    static final Page EMPTY = new Page(Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Page.class);
    private static final String CHANGES = ".offsets";
    private static final String OWED = ".owed";
    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private record Changes(String name, List<OffsetsChangeEntry> changes) {}

    private record Debt(String name, Owed owed) {}

    /** Changes of the connector's offsets that are remembered, the latest first. */
    public List<OffsetsChangeEntry> changes(String connectName) throws LedgerFault {
        String key = changesKey(connectName);
        String text = data.get(key);
        if (text == null) {
            return List.of();
        }
        Changes read = read(text, Changes.class);
        if (read == null
                || read.changes() == null
                || read.changes().stream().anyMatch(entry -> entry.id() == null || entry.progress() == null)) {
            throw new LedgerFault.Unreadable(
                    "the entry %s cannot be read by this version of the operator".formatted(key));
        }
        return read.changes();
    }

    /** Deletions that are owed, by the connector's name. */
    public SortedMap<String, Owed> owed() {
        SortedMap<String, Owed> debts = new TreeMap<>();
        data.forEach((key, text) -> {
            if (key.endsWith(OWED)) {
                Debt debt = read(text, Debt.class);
                if (debt == null || debt.name() == null || debt.owed() == null) {
                    LOG.atWarn().addKeyValue("entry", key).log("An entry that this version cannot read was left alone");
                } else {
                    debts.put(debt.name(), debt.owed());
                }
            }
        });
        return debts;
    }

    /** How large the entries would be with these instead of those of the same keys. */
    int sizeWith(Map<String, @Nullable String> changed) {
        Map<String, @Nullable String> all = new TreeMap<>(data);
        all.putAll(changed);
        int size = 0;
        for (Map.Entry<String, @Nullable String> entry : all.entrySet()) {
            String text = entry.getValue();
            size += text == null ? 0 : entry.getKey().length() + text.getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    boolean lacksAll(Map<String, @Nullable String> changed) {
        return changed.keySet().stream().noneMatch(data::containsKey);
    }

    static Map<String, @Nullable String> changesEntry(String connectName, List<OffsetsChangeEntry> changes) {
        return entry(
                changesKey(connectName),
                changes.isEmpty() ? null : text(new Changes(connectName, new ArrayList<>(changes))));
    }

    static Map<String, @Nullable String> owedEntry(String connectName, @Nullable Owed owed) {
        return entry(ConnectorKey.of(connectName) + OWED, owed == null ? null : text(new Debt(connectName, owed)));
    }

    private static String changesKey(String connectName) {
        return ConnectorKey.of(connectName) + CHANGES;
    }

    private static Map<String, @Nullable String> entry(String key, @Nullable String text) {
        Map<String, @Nullable String> entry = new TreeMap<>();
        entry.put(key, text);
        return entry;
    }

    private static <T> @Nullable T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException unreadable) {
            return null;
        }
    }

    private static String text(Object entry) {
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not representable as JSON", impossible);
        }
    }
}
