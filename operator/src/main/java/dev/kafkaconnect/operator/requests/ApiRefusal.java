package dev.kafkaconnect.operator.requests;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API server's answer that it does not do what it was asked, and will not do so either when it is asked again: for what is
 * in the request, a quota, a policy of the Kubernetes cluster, or a permission that the operator lacks. Called
 * wherever a user must be told of it. Pure.
 *
 * @param cause what has to change
 * @param words of the API server, without what the client adds
 */
public record ApiRefusal(Cause cause, String words) {
    private static final int UNPROCESSABLE = 422;

    /** Of a server-side apply with a field that no object of the kind has, which is answered with 500. */
    private static final String UNKNOWN_FIELD = "failed to create typed patch object";

    /** What has to change so that the request is accepted. */
    public enum Cause {
        /** What is in the request. */
        Content,
        /** A quota or policy, or what it applies to. */
        Policy,
        /** The operator's roles. */
        Permission
    }

    /** Empty when a later attempt may succeed without a change, or the namespace is being deleted. */
    public static Optional<ApiRefusal> of(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(KubernetesClientException.class::isInstance)
                .findFirst()
                .flatMap(answer -> of((KubernetesClientException) answer));
    }

    private static Optional<ApiRefusal> of(KubernetesClientException answer) {
        String words = words(answer);
        Cause cause = switch (answer.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> Cause.Content;
            case HttpURLConnection.HTTP_FORBIDDEN ->
                NamespaceEnd.explains(answer) ? null : isAuthorization(words) ? Cause.Permission : Cause.Policy;
            default ->
                words.contains(UNKNOWN_FIELD)
                        ? Cause.Content
                        : words.contains("admission webhook") ? Cause.Policy : null;
        };
        return Optional.ofNullable(cause).map(known -> new ApiRefusal(known, words));
    }

    /** As authorization words it: {@code User "..." cannot patch resource "..."}. */
    private static boolean isAuthorization(String words) {
        return words.contains("\" cannot ");
    }

    private static String words(KubernetesClientException answer) {
        return answer.getStatus() == null || answer.getStatus().getMessage() == null
                ? "HTTP status " + answer.getCode()
                : answer.getStatus().getMessage();
    }
}
