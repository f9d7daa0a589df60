package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every worker says who leads the group, and that one carries changes out by itself. */
@Tag("connect")
class LeaderTest {
    private static final String HEADER = "Kafka-Connect-Worker-Leader";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_worker_that_all_name_is_the_one_that_need_not_forward_a_change() {
        List<String> ids = CLUSTER.workers().hosts().stream()
                .map(host -> host + ":" + RealWorkers.PORT)
                .toList();

        eventually().untilAsserted(() -> {
            Set<String> named = IntStream.range(0, OperatedCluster.WORKERS)
                    .mapToObj(this::leaderSaysWorker)
                    .collect(Collectors.toSet());
            assertThat(named).hasSize(1).isSubsetOf(ids);
            int leader = ids.indexOf(named.iterator().next());
            assertThat(withoutForwarding(leader)).isEqualTo(404);
            assertThat(withoutForwarding(1 - leader)).isEqualTo(409);
        });
    }

    private String leaderSaysWorker(int ordinal) {
        return send(HttpRequest.newBuilder(address(ordinal, "/")))
                .headers()
                .firstValue(HEADER)
                .orElse("none");
    }

    /** Of a connector that is not there, which only the leader may say. */
    private int withoutForwarding(int ordinal) {
        return send(HttpRequest.newBuilder(address(ordinal, "/connectors/absent?forward=false"))
                        .DELETE())
                .statusCode();
    }

    private static URI address(int ordinal, String path) {
        return URI.create("http://" + CLUSTER.workers().endpoint(ordinal) + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
    }
}
