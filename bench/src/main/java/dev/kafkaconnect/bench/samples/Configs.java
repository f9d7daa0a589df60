package dev.kafkaconnect.bench.samples;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes configurations of connectors and workers. */
public final class Configs {

    private Configs() {}

    /** As YAML has them: most values are text, some are numbers and truth values. */
    public static Map<String, Object> written(int keys) {
        Map<String, Object> config = new TreeMap<>();
        for (int number = 0; number < keys; number++) {
            config.put("setting.%04d".formatted(number), value(number));
        }
        return config;
    }

    /** As the workers have them. */
    public static Map<String, String> sent(int keys) {
        return written(keys).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> String.valueOf(entry.getValue()), (a, b) -> a, TreeMap::new));
    }

    private static Object value(int number) {
        return switch (number % 5) {
            case 3 -> number * 1_000;
            case 4 -> number % 2 == 0;
            default -> "value-of-setting-%04d".formatted(number);
        };
    }
}
