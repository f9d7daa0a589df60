package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the values of all connectors of a cluster in what its workers log: a line may be of any connector. Called by
 * {@code cluster} for lines that a status quotes, before they are shortened. Does not know which worker wrote them.
 */
public final class ClusterRedactors {
    private final ValuesStore store;
    private final ClusterId id;
    private @Nullable Known known;

    private record Known(StoredValues stored, Redactor redactor) {}

    public ClusterRedactors(ClusterId id, ValuesStore store) {
        this.id = id;
        this.store = store;
    }

    public String redact(String text) {
        return text.isBlank() ? text : CredentialWords.hidden(redactor().apply(text));
    }

    private Redactor redactor() {
        Optional<StoredValues> stored = store.read(id);
        if (stored.isEmpty()) {
            known = null;
            return Redactor.of(List.of());
        }
        Known last = known;
        if (last == null || !last.stored().equals(stored.get())) {
            last = new Known(stored.get(), Redactor.of(stored.get().values()));
            known = last;
        }
        return last.redactor();
    }
}
