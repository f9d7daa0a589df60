package dev.kafkaconnect.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    /** What is done with the next renewals; each is carried out when there is none. */
    private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();

    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final AtomicInteger renewals = new AtomicInteger();
    private final PlayedApi api = new PlayedApi(this::answer);
    private final Leadership leadership =
            new Leadership(new Leadership.Place("operator", "kafka-connect-operator"), "me", lost::add);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private CompletableFuture<?> election = new CompletableFuture<>();
    private volatile String lease = lease("", 1, 0);

    private enum Fate {
        /** Carried out, but the answer is lost. */
        ANSWER_LOST,
        CONFLICT,
        FAILURE,
        TAKEN_BY_ANOTHER
    }

    private static String lease(String holder, int seconds, int version) {
        return """
            {"kind": "Lease", "apiVersion": "coordination.k8s.io/v1",
             "metadata": {"name": "kafka-connect-operator", "namespace": "operator", "resourceVersion": "%d"},
             "spec": {"holderIdentity": "%s", "leaseDurationSeconds": %d, "leaseTransitions": 0,
              "acquireTime": "2026-01-01T00:00:00.000000Z", "renewTime": "%s"}}
            """.formatted(
                version, holder, seconds, seconds == 1 ? "2026-01-01T00:00:00.000000Z" : "2999-01-01T00:00:00.000000Z");
    }

    private MockResponse answer(RecordedRequest request) {
        return request.getMethod().equals("GET") ? PlayedApi.json(lease) : evidence(request);
    }

    private MockResponse evidence(RecordedRequest request) {
        Lease sent = Serialization.unmarshal(request.getUtf8Body(), Lease.class);
        Lease held = Serialization.unmarshal(lease, Lease.class);
        if (!held.getMetadata().getResourceVersion().equals(sent.getMetadata().getResourceVersion())) {
            return PlayedApi.failure(409);
        }
        Fate disposition = fates.poll();
        if (disposition == Fate.CONFLICT) {
            return PlayedApi.failure(409);
        }
        if (disposition == Fate.FAILURE) {
            return PlayedApi.failure(500);
        }
        sent.getMetadata()
                .setResourceVersion(
                        String.valueOf(Integer.parseInt(held.getMetadata().getResourceVersion()) + 1));
        if (disposition == Fate.TAKEN_BY_ANOTHER) {
            lease = lease("another", 15, Integer.parseInt(sent.getMetadata().getResourceVersion()));
            return PlayedApi.failure(409);
        }
        lease = Serialization.asJson(sent);
        renewals.incrementAndGet();
        MockResponse answer = PlayedApi.json(lease);
        return disposition == Fate.ANSWER_LOST ? answer.setBodyDelay(Duration.ofMinutes(1)) : answer;
    }

    @AfterEach
    void stop() {
        leadership.announceStop();
        election.cancel(false);
        threads.close();
        api.close();
    }

    /** As the framework does it. */
    private void lead() {
        LeaderElectionConfiguration wanted = leadership.configuration();
        election = new LeaderElector(
                        api.client(),
                        new LeaderElectionConfig(
                                new LeaseLock(
                                        wanted.getLeaseNamespace().orElseThrow(),
                                        wanted.getLeaseName(),
                                        wanted.getIdentity().orElseThrow()),
                                wanted.getLeaseDuration(),
                                wanted.getRenewDeadline(),
                                wanted.getRetryPeriod(),
                                wanted.getLeaderCallbacks().orElseThrow(),
                                false,
                                wanted.getLeaseName()),
                        threads)
                .start();
    }

    private void renewedTimes(int more) {
        int wanted = renewals.get() + more;
        await().atMost(Duration.ofSeconds(30)).until(() -> !lost.isEmpty() || renewals.get() >= wanted);
    }

    @Test
    void aConflictOrFailureOfItsOwnRenewalIsNoLoss() {
        lead();
        renewedTimes(1);
        fates.addAll(List.of(Fate.CONFLICT, Fate.FAILURE, Fate.CONFLICT));

        renewedTimes(2);

        assertThat(lost).isEmpty();
    }

    @Test
    void aRenewalWhoseAnswerWasLostIsNoLossAlthoughTheNextConflicts() {
        lead();
        renewedTimes(1);
        fates.add(Fate.ANSWER_LOST);

        renewedTimes(3);

        assertThat(lost).isEmpty();
    }

    @Test
    void aLeaseThatAnotherHoldsIsLost() {
        lead();
        renewedTimes(1);
        fates.add(Fate.TAKEN_BY_ANOTHER);

        await().atMost(Duration.ofSeconds(30)).until(() -> !lost.isEmpty());

        assertThat(lost).containsExactly("the lease is held by another");
    }
}
