package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFailureTest {

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 429, 500, 502, 503, 504})
    void anAnswerThatIsWorthRepeatingTheRequestPasses(int code) {
        assertThat(ApiFailure.passes(new KubernetesClientException("no", code, null)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422})
    void aRefusalStays(int code) {
        assertThat(ApiFailure.passes(new KubernetesClientException("no", code, null)))
                .isFalse();
    }

    @Test
    void noAnswerAtAllPassesHoweverItIsWrapped() {
        RuntimeException failure = new IllegalStateException(new KubernetesClientException(
                "An error has occurred.", new IOException("too many concurrent streams")));

        assertThat(ApiFailure.passes(failure)).isTrue();
    }

    @Test
    void anAnswerThatCannotBeReadStays() {
        assertThat(ApiFailure.passes(
                        new KubernetesClientException("An error has occurred.", new JsonParseException("odd"))))
                .isFalse();
    }

    @Test
    void aFaultOfTheOperatorStays() {
        assertThat(ApiFailure.passes(new NullPointerException())).isFalse();
        assertThat(ApiFailure.passes(new StackOverflowError())).isFalse();
    }
}
