package dev.kafkaconnect.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A question of the API server, {@code admission.k8s.io/v1}, and the form of the answer. Pure; used by {@link AdmissionServer}.
 *
 * @param object as it is to be stored
 * @param before as it is stored; missing when it is created
 */
record AdmissionReview(String uid, String kind, String namespace, String operation, JsonNode object, JsonNode before) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of each text; the API server cuts warnings off. */
    private static final int LONGEST_WARNING = 800;

    private static final int LONGEST_REFUSAL = 4000;

    /** As for a resource that its definition does not admit. */
    private static final int UNPROCESSABLE = 422;

    static AdmissionReview read(byte[] body) throws IOException {
        JsonNode request = JSON.readTree(body).path("request");
        String uid = request.path("uid").asText("");
        if (uid.isEmpty()) {
            throw new IOException("no AdmissionReview with a request");
        }
        return new AdmissionReview(
                uid,
                request.path("kind").path("kind").asText(""),
                request.path("namespace").asText(""),
                request.path("operation").asText(""),
                request.path("object"),
                request.path("oldObject"));
    }

    /** Whether there is anything to object to: metadata and status are nobody's business, and what is deleted is to go. */
    boolean changesSpec() {
        return switch (operation) {
            case "CREATE" -> true;
            case "UPDATE" ->
                object.path("metadata").path("deletionTimestamp").isMissingNode()
                        && !object.path("spec").equals(before.path("spec"));
            default -> false;
        };
    }

    byte[] answer(Opinion opinion) throws IOException {
        Map<String, Object> response = switch (opinion) {
            case Opinion.Accepted(List<String> warnings) ->
                Map.of(
                        "uid",
                        uid,
                        "allowed",
                        true,
                        "warnings",
                        warnings.stream()
                                .map(text -> shortened(text, LONGEST_WARNING))
                                .toList());
            case Opinion.Refused(String why) ->
                Map.of(
                        "uid",
                        uid,
                        "allowed",
                        false,
                        "status",
                        Map.of("code", UNPROCESSABLE, "reason", "Invalid", "message", shortened(why, LONGEST_REFUSAL)));
        };
        return JSON.writeValueAsBytes(
                Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "response", response));
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
