package dev.kafkaconnect.operator.cluster.children;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildRefusalTest {
    private static final Service CHILD = new ServiceBuilder()
            .withNewMetadata()
            .withName("connect-rest")
            .endMetadata()
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | json: cannot unmarshal
            422 | Service "connect-rest" is invalid: spec.ports: Required value
            403 | services "connect-rest" is forbidden: exceeded quota: objects, requested: services=1, used: services=1, limited: services=1
            403 | services "connect-rest" is forbidden: ValidatingAdmissionPolicy 'cost' denied request: the label cost-center is missing
            500 | failed to create typed patch object (team/payments-worker; apps/v1, Kind=StatefulSet): .spec.template.spec.containers[name="proxy"].comand: field not declared in schema
            500 | admission webhook "policy.example.com" denied the request: no
            """)
    void whatIsAboutTheChildIsToldInTheWordsOfTheApiServer(int code, String words) {
        assertThat(told(code, words)).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
            assertThat(verdict.reason()).isEqualTo(Reason.ConfigInvalid);
            assertThat(verdict.message()).contains("Service connect-rest", words);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | etcdserver: request timed out
            429 | too many requests
            """)
    void whatPassesIsNot(int code, String words) {
        assertThat(told(code, words)).isEmpty();
    }

    @Test
    void aPermissionThatTheOperatorLacksIsToldAsThat() {
        String words =
                "services \"connect-rest\" is forbidden: User \"system:serviceaccount:operators:kafka-connect-operator\" cannot patch resource \"services\" in API group \"\" in the namespace \"team\"";

        assertThat(told(403, words)).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
            assertThat(verdict.reason()).isEqualTo(Reason.PermissionMissing);
            assertThat(verdict.message()).contains("Service connect-rest", "the operator lacks a permission", words);
        });
    }

    @Test
    void aRequestThatIsAboutNoChildIsToldToo() {
        Throwable failure = new IllegalStateException(new KubernetesClientException(
                status(403, "configmaps \"x\" is forbidden: exceeded quota").build()));

        assertThat(ChildRefusal.told(failure))
                .hasValueSatisfying(verdict -> assertThat(verdict.message()).contains("exceeded quota"));
        assertThat(ChildRefusal.told(new IllegalStateException("a fault"))).isEmpty();
    }

    @Test
    void severalAreToldTogether() {
        Verdict verdict = ChildRefusal.together(List.of(
                told(403, "quota one").orElseThrow(), told(403, "quota two").orElseThrow()));

        assertThat(verdict.message()).contains("quota one", "quota two");
    }

    @Test
    void theEndOfTheNamespaceIsNot() {
        Status status = status(403, "forbidden: unable to create new content in namespace team")
                .editOrNewDetails()
                .addNewCause("metadata.namespace", "namespace team is being terminated", "NamespaceTerminating")
                .endDetails()
                .build();

        assertThat(ChildRefusal.told(CHILD, new KubernetesClientException(status)))
                .isEmpty();
    }

    private static Optional<Verdict> told(int code, String words) {
        return ChildRefusal.told(
                CHILD, new KubernetesClientException(status(code, words).build()));
    }

    private static StatusBuilder status(int code, String words) {
        return new StatusBuilder().withCode(code).withMessage(words);
    }
}
