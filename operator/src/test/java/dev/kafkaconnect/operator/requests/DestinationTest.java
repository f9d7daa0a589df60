package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

    @ParameterizedTest
    @CsvSource({
        "https://api/apis/kafkaconnect.dev/v1alpha1/namespaces/team-a/connectors/c/status?force=true, team-a, false",
        "https://api/api/v1/namespaces/team-b, team-b, false",
        "https://proxy/k8s/clusters/one/apis/coordination.k8s.io/v1/namespaces/operator/leases/l, operator, true",
        "https://api/apis/events.k8s.io/v1/namespaces/team-a/events, team-a, false",
        "https://api/version, '', false",
    })
    void theAddressTellsTheNamespaceAndWhetherItIsALease(URI address, String flow, boolean lease) {
        assertThat(Destination.flow(address)).isEqualTo(flow);
        assertThat(Destination.isLease(address)).isEqualTo(lease);
    }
}
