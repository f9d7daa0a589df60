package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Redacts the values of all connectors of a cluster in what its workers log: a line may be of any connector. Called by
 * {@code cluster} for lines that a status quotes, before they are shortened. Does not know which worker wrote them.
 */
public final class ClusterRedactors {
    private final ValuesStore store;
    private final Map<ClusterId, Known> known = new ConcurrentHashMap<>();

    private record Known(StoredValues stored, Redactor redactor) {}

    public ClusterRedactors(ValuesStore store) {
        this.store = store;
    }

    public String redact(ClusterId id, String text) {
        return text.isBlank() ? text : CredentialWords.hidden(redactor(id).apply(text));
    }

    private Redactor redactor(ClusterId id) {
        Optional<StoredValues> stored = store.read(id);
        if (stored.isEmpty()) {
            known.remove(id);
            return Redactor.of(List.of());
        }
        Known last = known.get(id);
        if (last == null || !last.stored().equals(stored.get())) {
            last = new Known(stored.get(), Redactor.of(stored.get().values()));
            known.put(id, last);
        }
        return last.redactor();
    }

    public void forget(ClusterId id) {
        known.remove(id);
    }
}
