package dev.kafkaconnect.e2e.support.flux;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;

/**
 * The status of a Kustomization.
 *
 * @param ready of its condition Ready; empty before its first report
 * @param attempted the revision that was tried last
 * @param handled the last request to reconcile that was carried out
 */
public record FluxReport(String ready, String reason, String message, String attempted, String handled) {

    static FluxReport of(GenericKubernetesResource kustomization) {
        Map<String, Object> status = map(kustomization.getAdditionalProperties().get("status"));
        Map<String, Object> ready = status.get("conditions") instanceof List<?> conditions
                ? conditions.stream()
                        .map(FluxReport::map)
                        .filter(condition -> "Ready".equals(condition.get("type")))
                        .findFirst()
                        .orElse(Map.of())
                : Map.of();
        return new FluxReport(
                text(ready, "status"),
                text(ready, "reason"),
                text(ready, "message"),
                text(status, "lastAttemptedRevision"),
                text(status, "lastHandledReconcileAt"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(Map<String, Object> from, String key) {
        return String.valueOf(from.getOrDefault(key, ""));
    }
}
