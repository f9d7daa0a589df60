package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class ReconciliationGuardTest {

    @Test
    void anErrorBecomesAnExceptionThatTheFrameworkRepeatsThePassAfter() {
        assertThatThrownBy(() -> ReconciliationGuard.guarded("payments", () -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void anExceptionStaysWhatItIs() {
        KubernetesClientException failed = new KubernetesClientException("busy", 429, null);

        assertThatThrownBy(() -> ReconciliationGuard.guarded("payments", () -> {
                    throw failed;
                }))
                .isSameAs(failed);
    }

    @Test
    void aPassThatEndsWellIsLeftAlone() {
        assertThat(ReconciliationGuard.guarded("payments", () -> "done")).isEqualTo("done");
    }
}
