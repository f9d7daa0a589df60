package dev.kafkaconnect.bench.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes answers of the workers to {@code GET /connectors?expand=status&expand=info}. */
public final class Listings {
    private static final int KEYS = 10;
    private static final int TASKS = 2;

    private Listings() {}

    public static byte[] ofRunning(int connectors) {
        Map<String, Object> listing = new TreeMap<>();
        for (int number = 0; number < connectors; number++) {
            String name = "connector-%04d".formatted(number);
            listing.put(name, Map.of("info", info(name), "status", status(name)));
        }
        try {
            return new ObjectMapper().writeValueAsString(listing).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Object> info(String name) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", name);
        info.put("config", Configs.sent(KEYS));
        info.put("tasks", tasks(id -> Map.of("connector", name, "task", id)));
        info.put("type", "source");
        return info;
    }

    private static Map<String, Object> status(String name) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("name", name);
        status.put("connector", Map.of("state", "RUNNING", "worker_id", Connectors.WORKER, "version", "4.3.1"));
        status.put(
                "tasks",
                tasks(id -> Map.of("id", id, "state", "RUNNING", "worker_id", Connectors.WORKER, "version", "4.3.1")));
        status.put("type", "source");
        return status;
    }

    private static List<Map<String, Object>> tasks(IntFunction<Map<String, Object>> task) {
        return IntStream.range(0, TASKS).mapToObj(task).toList();
    }
}
