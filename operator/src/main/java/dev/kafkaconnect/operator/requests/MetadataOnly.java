package dev.kafkaconnect.operator.requests;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks the API server for metadata alone where Secrets or ConfigMaps are listed or watched without a selector: what they hold,
 * releases of Helm among it, never reaches this process. One that a resource refers to is read by its name, with its contents, and
 * so are those that are selected by the operator's own labels. Added to every request by {@link BoundedHttpClientFactory}.
 */
final class MetadataOnly implements Interceptor {
    private static final Pattern COLLECTION = Pattern.compile("/api/v1/(namespaces/[^/]+/)?(secrets|configmaps)");
    private static final String ACCEPT = "application/json;as=%s;g=meta.k8s.io;v=v1";

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        accepted(request.method(), request.uri()).ifPresent(accept -> builder.setHeader("Accept", accept));
    }

    /** What is asked for; empty for a request that is left as it is. */
    static Optional<String> accepted(String method, URI uri) {
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        if (!method.equals("GET") || !COLLECTION.matcher(uri.getPath()).matches() || query.contains("labelSelector=")) {
            return Optional.empty();
        }
        return Optional.of(
                ACCEPT.formatted(query.contains("watch=true") ? "PartialObjectMetadata" : "PartialObjectMetadataList"));
    }
}
