package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.runtime.PlayedApi;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator's client makes of an API server that is slow, busy or broken. */
class TroubledApiServerTest {
    private static final String FOUND =
            "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"c\",\"namespace\":\"n\",\"uid\":\"u\"}}";

    private final Queue<MockResponse> answers = new ConcurrentLinkedQueue<>();
    private final PlayedApi api = new PlayedApi(this::answer);

    private MockResponse answer(RecordedRequest request) {
        MockResponse next = answers.poll();
        return next == null ? PlayedApi.json(FOUND) : next;
    }

    @AfterEach
    void close() {
        api.close();
    }

    private ConfigMap get() {
        return api.client().configMaps().inNamespace("n").withName("c").get();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aBusyApiServerIsAskedAgain(int code) {
        answers.add(PlayedApi.failure(code));
        answers.add(PlayedApi.failure(code));

        assertThat(get()).isNotNull();
        assertThat(api.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void whatLastsLongerFailsThePassWhichIsRepeatedLater(int code) {
        IntStream.range(0, 20).forEach(time -> answers.add(PlayedApi.failure(code)));

        Throwable failure = catchThrowable(this::get);

        assertThat(ApiFailure.passes(failure)).isTrue();
        assertThat(api.requests()).hasSize(4);
    }

    @Test
    void aConflictIsNotSentAgainButFailsThePass() {
        answers.add(PlayedApi.failure(409));

        Throwable failure = catchThrowable(this::get);

        assertThat(ApiFailure.passes(failure)).isTrue();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void nothingFailsThatWaitsForItsTurnAtASlowApiServer() throws Exception {
        IntStream.range(0, 300)
                .forEach(request -> answers.add(PlayedApi.json(FOUND).setBodyDelay(Duration.ofMillis(20))));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ConfigMap>> all = IntStream.range(0, 300)
                    .mapToObj(request -> threads.submit(this::get))
                    .toList();
            for (Future<ConfigMap> one : all) {
                assertThat(one.get()).isNotNull();
            }
        }
        assertThat(api.requests()).hasSize(300);
    }

    @Test
    void whatHappenedWhileAWatchWasBrokenIsFoundByAnotherList() {
        AtomicInteger lists = new AtomicInteger();
        try (PlayedApi broken = new PlayedApi(request -> request.getPath().contains("watch=true")
                        ? PlayedApi.failure(500)
                        : PlayedApi.json(listed(lists.incrementAndGet())));
                SharedIndexInformer<ConfigMap> informer =
                        broken.client().configMaps().inNamespace("n").runnableInformer(0)) {
            // As the framework does once it has started.
            informer.exceptionHandler((started, failure) -> true).start();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> informer.getStore().getByKey("n/made-2") != null);
        }
    }

    private static String listed(int time) {
        return """
            {"kind": "ConfigMapList", "apiVersion": "v1", "metadata": {"resourceVersion": "%d"}, "items": [
             {"metadata": {"name": "made-%d", "namespace": "n", "uid": "u%d", "resourceVersion": "%d"}}]}
            """.formatted(time, time, time, time);
    }

    @Test
    void anEventThatIsToldAgainIsCountedOnTheFirst() {
        Events events = new Events(
                api.client(), "operator", Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        ConfigMap about = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("c")
                .withNamespace("n")
                .withUid("u")
                .endMetadata()
                .build();
        answers.add(
                PlayedApi.json(
                        "{\"kind\":\"Event\",\"apiVersion\":\"events.k8s.io/v1\",\"metadata\":{\"name\":\"c-1\",\"namespace\":\"n\"}}"));

        events.warning(about, "TasksFailed", "1 of 2 tasks has failed");
        events.warning(about, "TasksFailed", "1 of 2 tasks has failed");
        events.close();

        assertThat(api.requests())
                .containsExactly(
                        "POST /apis/events.k8s.io/v1/namespaces/n/events",
                        "PATCH /apis/events.k8s.io/v1/namespaces/n/events/c-1");
    }
}
