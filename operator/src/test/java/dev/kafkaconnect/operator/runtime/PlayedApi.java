package dev.kafkaconnect.operator.runtime;

import dev.kafkaconnect.operator.requests.BoundedHttpClientFactory;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An API server that answers as the test says, and a client as the operator has it. */
public final class PlayedApi implements AutoCloseable {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final KubernetesMockServer server;
    private final KubernetesClient client;

    public PlayedApi(Function<RecordedRequest, MockResponse> answers) {
        server = new KubernetesMockServer(
                new Context(),
                new MockWebServer(),
                new HashMap<>(),
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        requests.add(request.getMethod() + " " + request.getPath());
                        return answers.apply(request);
                    }
                },
                false);
        server.init();
        client = BoundedHttpClientFactory.below(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://%s:%d".formatted(server.getHostName(), server.getPort())))
                .build();
    }

    public KubernetesClient client() {
        return client;
    }

    /** Method and path of each request, in order. */
    public List<String> requests() {
        return requests;
    }

    public static MockResponse failure(int code) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,\"message\":\"played\"}"
                                .formatted(code));
    }

    public static MockResponse json(String body) {
        return new MockResponse()
                .setResponseCode(200)
                .setHeader("Content-Type", "application/json")
                .setBody(body);
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
