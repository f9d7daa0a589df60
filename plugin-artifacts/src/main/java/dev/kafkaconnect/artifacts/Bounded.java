package dev.kafkaconnect.artifacts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes no more bytes than it may. Used by {@link Download}; the client calls it from one thread at a time. */
final class Bounded {
    private final OutputStream out;
    private long left;

    /** There is more than may be. */
    static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("too much", null, false, false);
        }
    }

    Bounded(OutputStream out, long most) {
        this.out = out;
        this.left = most;
    }

    /** @param part empty at the end */
    void take(Optional<byte[]> part) {
        if (part.isEmpty()) {
            return;
        }
        byte[] bytes = part.get();
        if (bytes.length > left) {
            throw new TooMuch();
        }
        left -= bytes.length;
        try {
            out.write(bytes);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
