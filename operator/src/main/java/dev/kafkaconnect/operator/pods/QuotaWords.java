package dev.kafkaconnect.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the API server's words about a quota: whether it is exceeded even when the pod is gone that the new one replaces. Pure.
 */
final class QuotaWords {
    private static final Pattern EXCEEDED =
            Pattern.compile("exceeded quota: [^,]+, requested: (\\S+), used: (\\S+), limited: (\\S+)");
    private static final Set<String> NUMBERS = Set.of("pods", "count/pods");

    private QuotaWords() {}

    /** Whether the words are about a quota that holds the new pod once the other one is gone. */
    static boolean leaveRoom(String words, Pod replaced) {
        Matcher matcher = EXCEEDED.matcher(words);
        if (!matcher.find()) {
            return false;
        }
        Map<String, BigDecimal> requested = amounts(matcher.group(1));
        Map<String, BigDecimal> used = amounts(matcher.group(2));
        Map<String, BigDecimal> limited = amounts(matcher.group(3));
        return requested.entrySet().stream().allMatch(entry -> {
            String resource = entry.getKey();
            BigDecimal then = used.getOrDefault(resource, BigDecimal.ZERO)
                    .subtract(taken(replaced, resource))
                    .add(entry.getValue());
            return then.compareTo(limited.getOrDefault(resource, BigDecimal.ZERO)) <= 0;
        });
    }

    private static Map<String, BigDecimal> amounts(String list) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        for (String amount : list.split(",")) {
            int equals = amount.indexOf('=');
            if (equals > 0) {
                amounts.put(
                        amount.substring(0, equals),
                        Quantity.getAmountInBytes(new Quantity(amount.substring(equals + 1))));
            }
        }
        return amounts;
    }

    private static BigDecimal taken(Pod pod, String resource) {
        if (NUMBERS.contains(resource)) {
            return BigDecimal.ONE;
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> amount(container, resource))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<BigDecimal> amount(Container container, String resource) {
        if (container.getResources() == null) {
            return Stream.empty();
        }
        Map<String, Quantity> amounts = resource.startsWith("limits.")
                ? container.getResources().getLimits()
                : container.getResources().getRequests();
        String name = resource.substring(resource.indexOf('.') + 1);
        // With another dot it is an extended resource, such as example.com/gpu.
        String key = resource.startsWith("limits.") || resource.startsWith("requests.") ? name : resource;
        return amounts == null || !amounts.containsKey(key)
                ? Stream.empty()
                : Stream.of(Quantity.getAmountInBytes(amounts.get(key)));
    }
}
