package dev.kafkaconnect.operator.requests;

import com.fasterxml.jackson.core.JacksonException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of the Kubernetes API, which pass, from faults of the operator, which are to be shown. Pure. Called by the
 * reconcilers when a pass has failed.
 */
public final class ApiFailure {
    private static final int TOO_MANY_REQUESTS = 429;

    private ApiFailure() {}

    /** Whether the same request may well succeed when it is repeated, or the resource is no longer there. */
    public static boolean passes(Throwable failure) {
        List<Throwable> chain = Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .toList();
        return chain.stream()
                .filter(KubernetesClientException.class::isInstance)
                .findFirst()
                .map(answer -> passes(((KubernetesClientException) answer).getCode(), chain))
                .orElse(false);
    }

    private static boolean passes(int code, List<Throwable> chain) {
        return code > 0
                ? code == HttpURLConnection.HTTP_NOT_FOUND
                        || code == HttpURLConnection.HTTP_CONFLICT
                        || code == TOO_MANY_REQUESTS
                        || code >= HttpURLConnection.HTTP_INTERNAL_ERROR
                : chain.stream().anyMatch(ApiFailure::isNoAnswer);
    }

    /** Connections that are lost or refused, and time-outs; not an answer that cannot be read. */
    private static boolean isNoAnswer(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof IOException && !(cause instanceof JacksonException);
    }
}
