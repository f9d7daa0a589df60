package dev.kafkaconnect.e2e.sequence;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What a connector was told to do wrong: by its configuration ({@code trouble.start: hang}), or by a control file
 * ({@code start=hang}), which replaces all of that while it exists and can be changed at any time. A number behind the moment
 * means one task: {@code move.2=fail}.
 */
final class FaultOrders {
    static final String PREFIX = "trouble.";
    static final String CONTROL_FILE = "control.file";

    private final Map<String, String> configured;
    private final @Nullable Path file;

    FaultOrders(Map<String, String> config) {
        Map<String, String> troubles = new HashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                troubles.put(key.substring(PREFIX.length()), value);
            }
        });
        String path = config.get(CONTROL_FILE);
        this.configured = troubles;
        this.file = path == null || path.isEmpty() ? null : Path.of(path);
    }

    /** @param task its number, or null where the moment is the connector's own */
    Trouble at(FaultPoint moment, @Nullable String task) {
        Map<String, String> current = current();
        String forAll = current.getOrDefault(moment.key(), "none");
        return Trouble.parse(task == null ? forAll : current.getOrDefault(moment.key() + "." + task, forAll));
    }

    /** Leaves the process id of the worker beside the control file: {@code control.start} says who hangs in start. */
    void tellWhoHangs(FaultPoint moment) {
        if (file != null) {
            try {
                Files.writeString(
                        file.resolveSibling(file.getFileName() + "." + moment.key()),
                        String.valueOf(ProcessHandle.current().pid()));
            } catch (IOException unwritable) {
                throw new ConnectException("nothing can be written beside the control file", unwritable);
            }
        }
    }

    private Map<String, String> current() {
        if (file == null) {
            return configured;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException absent) {
            return configured;
        } catch (IOException unreadable) {
            throw new ConnectException("the control file cannot be read", unreadable);
        }
        Map<String, String> told = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> told.put(name, properties.getProperty(name)));
        return told;
    }
}
