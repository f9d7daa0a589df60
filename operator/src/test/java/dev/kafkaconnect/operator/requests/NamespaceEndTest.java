package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class NamespaceEndTest {

    @Test
    void explainsWhatIsRefusedBecauseTheNamespaceIsBeingDeleted() {
        assertThat(NamespaceEnd.explains(refused("""
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 403, "reason": "Forbidden",
                 "message": "services \\"orders-rest\\" is forbidden: unable to create new content in namespace team because it is being terminated",
                 "details": {"name": "orders-rest", "kind": "services", "causes": [
                   {"reason": "NamespaceTerminating", "message": "namespace team is being terminated", "field": "metadata.namespace"}]}}
                """))).isTrue();
    }

    @Test
    void doesNotExplainRightsThatAreMissing() {
        assertThat(NamespaceEnd.explains(refused("""
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 403, "reason": "Forbidden",
                 "details": {"name": "orders-rest", "kind": "services"}}
                """))).isFalse();
    }

    @Test
    void doesNotExplainAServerThatIsAway() {
        assertThat(NamespaceEnd.explains(new KubernetesClientException("connection refused")))
                .isFalse();
    }

    private static KubernetesClientException refused(String status) {
        return new KubernetesClientException(Serialization.unmarshal(status, Status.class));
    }
}
