package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BoundedHttpClientTest {
    private static final String CONNECTORS = "https://api/apis/kafkaconnect.dev/v1alpha1/namespaces/%s/connectors/c";
    private static final String LEASE = "https://api/apis/coordination.k8s.io/v1/namespaces/operator/leases/l";

    private final HeldHttpClient all = new HeldHttpClient();
    private final HeldHttpClient lease = new HeldHttpClient();
    private final BoundedHttpClient client = new BoundedHttpClient(all, lease, new Slots(2));

    private CompletableFuture<HttpResponse<Void>> send(String address) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void aRequestAboveTheBoundIsSentWhenAnotherIsAnswered() {
        send(CONNECTORS.formatted("a"));
        send(CONNECTORS.formatted("a"));
        send(CONNECTORS.formatted("a"));
        assertThat(all.sent).hasSize(2);

        all.answers.getFirst().complete(null);

        assertThat(all.sent).hasSize(3);
    }

    @Test
    void aRequestThatFailsGivesItsSlotBack() {
        send(CONNECTORS.formatted("a"));
        send(CONNECTORS.formatted("a"));
        send(CONNECTORS.formatted("a"));

        all.answers.getFirst().completeExceptionally(new IOException("reset"));

        assertThat(all.sent).hasSize(3);
    }

    @Test
    void namespacesTakeTurns() {
        for (int number = 0; number < 10; number++) {
            send(CONNECTORS.formatted("herd"));
        }
        send(CONNECTORS.formatted("other"));

        all.answers.get(0).complete(null);
        all.answers.get(1).complete(null);

        assertThat(all.sent).extracting(HttpRequest::uri).contains(URI.create(CONNECTORS.formatted("other")));
    }

    @Test
    void clustersOfOneNamespaceTakeTurns() {
        for (int number = 0; number < 10; number++) {
            Behalf.of("herd", () -> send(CONNECTORS.formatted("a")));
        }
        String other = CONNECTORS.formatted("a") + "/status";
        Behalf.of("other", () -> send(other));

        all.answers.get(0).complete(null);
        all.answers.get(1).complete(null);

        assertThat(all.sent).extracting(HttpRequest::uri).contains(URI.create(other));
        assertThat(Behalf.current()).isEmpty();
    }

    @Test
    void theLeaseWaitsForNobodyAndSharesNoConnection() {
        for (int number = 0; number < 10; number++) {
            send(CONNECTORS.formatted("herd"));
        }

        send(LEASE);

        assertThat(lease.sent)
                .singleElement()
                .satisfies(request -> assertThat(request.timeout()).contains(BoundedHttpClient.LEASE_TIMEOUT));
    }

    @Test
    void aVirtualThreadThatIsInterruptedWhileItWaitsTakesNoSlot() throws Exception {
        send(CONNECTORS.formatted("a"));
        send(CONNECTORS.formatted("a"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Thread> waiting = new CompletableFuture<>();
            Future<CompletableFuture<HttpResponse<Void>>> third = threads.submit(() -> {
                waiting.complete(Thread.currentThread());
                return send(CONNECTORS.formatted("a"));
            });
            Thread thread = waiting.get();
            await().until(() -> thread.getState() == Thread.State.WAITING);

            thread.interrupt();

            assertThat(third.get()).isCompletedExceptionally();
        }
        all.answers.forEach(answer -> answer.complete(null));
        send(CONNECTORS.formatted("a"));
        send(CONNECTORS.formatted("a"));
        assertThat(all.sent).hasSize(4);
    }
}
