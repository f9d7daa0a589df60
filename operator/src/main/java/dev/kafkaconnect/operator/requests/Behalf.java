package dev.kafkaconnect.operator.requests;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * For whom a thread sends its requests: those for one cluster take turns with those for another, also where both are in one
 * namespace. Told by whoever runs a pass, asked by {@link BoundedHttpClient}; requests of which it is not told take turns by
 * namespace.
 */
public final class Behalf {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Behalf() {}

    public static <T> T of(String whom, Supplier<T> work) {
        CURRENT.set(whom);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    public static void of(String whom, Runnable work) {
        of(whom, () -> {
            work.run();
            return whom;
        });
    }

    /** The work for another thread, on behalf of the same as what this thread does now. */
    public static Runnable continued(Runnable work) {
        String whom = CURRENT.get();
        return whom == null ? work : () -> of(whom, work);
    }

    static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
