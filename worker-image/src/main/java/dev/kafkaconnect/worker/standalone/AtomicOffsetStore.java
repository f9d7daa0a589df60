package dev.kafkaconnect.worker.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's offset file, replaced as a whole. Kafka itself empties the file before it writes it anew: a crash or a full volume
 * in between leaves a part of it, which Kafka takes for an empty one, and every source begins from scratch.
 */
final class AtomicOffsetStore extends FileOffsetBackingStore {
    private static final String FILE = StandaloneConfig.OFFSET_STORAGE_FILE_FILENAME_CONFIG;

    private @Nullable WorkerConfig config;
    private @Nullable Path file;
    private @Nullable Path next;

    AtomicOffsetStore(Converter keyConverter) {
        super(keyConverter);
    }

    @Override
    public void configure(WorkerConfig given) {
        super.configure(given);
        config = given;
        file = Path.of(given.getString(FILE));
        next = file.resolveSibling(file.getFileName() + ".next");
    }

    /** Reads the file under its own name; from then on Kafka writes under another. */
    @Override
    public synchronized void start() {
        super.start();
        Map<String, String> redirected =
                new HashMap<>(Objects.requireNonNull(config).originalsStrings());
        redirected.put(FILE, Objects.requireNonNull(next).toString());
        super.configure(new StandaloneConfig(redirected));
    }

    @Override
    protected void save() {
        super.save();
        Path written = Objects.requireNonNull(next);
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(written, Objects.requireNonNull(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new ConnectException("The offsets could not be saved to " + file, failed);
        }
    }
}
