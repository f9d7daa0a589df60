package dev.kafkaconnect.operator.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Rest;
import dev.kafkaconnect.api.connectclusterspec.rest.Tls;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.tls.Certificated;
import dev.kafkaconnect.operator.tls.RestTls;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestEndpointsTest {
    private static final RestTls TLS = Certificated.fresh("payments-rest.team.svc");

    /** Of each worker: s for TLS, p for plain, r for plain with certificates, a capital when it is not ready; t for TLS and stopping. */
    @ParameterizedTest(name = "{0}, workers {1}: {2}")
    @CsvSource({
        "Managed, '', https://payments-rest.team.svc:8083",
        "Managed, sss, https://payments-rest.team.svc:8083",
        "Managed, ssS, https://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, Sss, https://payments-worker-1.payments-workers.team.svc:8083",
        "Managed, SSS, https://payments-rest.team.svc:8083",
        "Managed, ss, https://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, pps, https://payments-worker-2.payments-workers.team.svc:8083",
        "Managed, pss, https://payments-worker-1.payments-workers.team.svc:8083",
        "Managed, ppS, http://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, Ppp, http://payments-worker-1.payments-workers.team.svc:8083",
        "Managed, ppp, http://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, prr, http://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, rrs, https://payments-worker-2.payments-workers.team.svc:8083",
        "Managed, sst, https://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, tss, https://payments-worker-1.payments-workers.team.svc:8083",
        "Managed, ssst, https://payments-worker-0.payments-workers.team.svc:8083",
        "Managed, t, https://payments-rest.team.svc:8083",
        "Managed, pst, https://payments-worker-1.payments-workers.team.svc:8083",
        "Disabled, rrs, https://payments-worker-2.payments-workers.team.svc:8083",
        "Disabled, rrr, http://payments-rest.team.svc:8083",
        "Disabled, ppp, http://payments-rest.team.svc:8083",
        "Disabled, '', http://payments-rest.team.svc:8083",
        "Disabled, ssp, https://payments-worker-0.payments-workers.team.svc:8083",
        "Disabled, Spp, http://payments-worker-1.payments-workers.team.svc:8083",
        "Disabled, sss, https://payments-worker-0.payments-workers.team.svc:8083"
    })
    void asksTheServiceOrWhileWorkersComeOrGoOneThatReachesTheOthers(String mode, String workers, String url) {
        RestEndpoint endpoint = RestEndpoints.of(plan(mode), TLS, pods(workers));

        assertThat(endpoint.url()).isEqualTo(url);
        assertThat(endpoint.tls() != null).isEqualTo(url.startsWith("https"));
    }

    @Test
    void asksTheOneThatHasRunLongestWhileOthersComeOrGo() {
        List<Pod> pods = pods("ssS");
        pods.forEach(pod -> pod.getStatus()
                .setStartTime(
                        pod.getMetadata().getName().equals("payments-worker-1")
                                ? "2026-01-31T11:00:00Z"
                                : "2026-01-31T12:00:00Z"));

        assertThat(RestEndpoints.of(plan("Managed"), TLS, pods).url()).contains("payments-worker-1");
    }

    @Test
    void eachWorkerThatLivesIsAskedByItsOwnAddressInTheWayItSpeaks() {
        Map<String, RestEndpoint> each = RestEndpoints.ofEach(plan("Managed"), TLS, pods("spS"));

        assertThat(each)
                .containsOnlyKeys(
                        "payments-worker-0.payments-workers.team.svc:8083",
                        "payments-worker-1.payments-workers.team.svc:8083");
        assertThat(each.values())
                .extracting(RestEndpoint::url, endpoint -> endpoint.tls() != null)
                .containsExactlyInAnyOrder(
                        tuple("https://payments-worker-0.payments-workers.team.svc:8083", true),
                        tuple("http://payments-worker-1.payments-workers.team.svc:8083", false));
    }

    private static ClusterPlan plan(String mode) {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        Tls tls = new Tls();
        tls.setMode(mode);
        Rest rest = new Rest();
        rest.setTls(tls);
        cluster.getSpec().setRest(rest);
        return Clusters.plan(cluster);
    }

    private static List<Pod> pods(String workers) {
        List<Pod> pods = Arrays.asList(IntStream.range(0, workers.length())
                .mapToObj(ordinal -> pod(ordinal, workers.charAt(ordinal)))
                .toArray(Pod[]::new));
        // In whatever order the cache has them.
        return pods.reversed();
    }

    private static Pod pod(int ordinal, char kind) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-" + ordinal)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(Character.isLowerCase(kind) ? "True" : "False")
                .endCondition()
                .endStatus();
        return switch (Character.toLowerCase(kind)) {
            case 't' ->
                annotated(
                        pod.editMetadata()
                                .withDeletionTimestamp("2026-01-31T12:00:45Z")
                                .endMetadata(),
                        Map.of(WorkerPodNames.REST_TLS, TLS.revision()));
            case 's' -> annotated(pod, Map.of(WorkerPodNames.REST_TLS, TLS.revision()));
            case 'r' ->
                annotated(
                        pod, Map.of(WorkerPodNames.REST_TLS, TLS.revision(), WorkerPodNames.REST_TLS_PREPARED, "true"));
            default -> pod.build();
        };
    }

    private static Pod annotated(PodBuilder pod, Map<String, String> annotations) {
        return pod.editMetadata().withAnnotations(annotations).endMetadata().build();
    }
}
