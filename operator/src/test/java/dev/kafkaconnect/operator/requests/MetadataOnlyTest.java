package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataOnlyTest {
    private static final String SERVER = "https://kubernetes.example.com";

    @ParameterizedTest
    @CsvSource({
        "/api/v1/secrets, PartialObjectMetadataList",
        "/api/v1/secrets?limit=100, PartialObjectMetadataList",
        "/api/v1/namespaces/team/configmaps?limit=100, PartialObjectMetadataList",
        "/api/v1/secrets?allowWatchBookmarks=true&resourceVersion=7&watch=true, PartialObjectMetadata",
        "/api/v1/namespaces/team/configmaps?watch=true, PartialObjectMetadata"
    })
    void contentsOfAllAreNotAskedFor(String path, String kind) {
        assertThat(MetadataOnly.accepted("GET", URI.create(SERVER + path)))
                .contains("application/json;as=%s;g=meta.k8s.io;v=v1".formatted(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/team/secrets/database",
                "/api/v1/secrets?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dkafka-connect-operator&watch=true",
                "/api/v1/pods",
                "/apis/kafkaconnect.dev/v1alpha1/connectors"
            })
    void oneByItsNameAndTheOperatorsOwnAreReadWhole(String path) {
        assertThat(MetadataOnly.accepted("GET", URI.create(SERVER + path))).isEmpty();
    }
}
