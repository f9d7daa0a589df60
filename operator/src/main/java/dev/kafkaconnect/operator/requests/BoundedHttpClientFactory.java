package dev.kafkaconnect.operator.requests;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;

/** Puts a {@link BoundedHttpClient} below the operator's Kubernetes client, which has no bound of its own. */
public final class BoundedHttpClientFactory extends JdkHttpClientFactory {

    /** Keeps an API server busy, and is far below the number of streams that it allows on one connection (100 or more). */
    private static final int AT_ONCE = 16;

    /** What fails longer fails the pass, which is repeated later; its thread is not kept waiting. */
    private static final int REPEATED = 3;

    /** @param config how the API server is reached */
    public static KubernetesClientBuilder below(ConfigBuilder config) {
        return new KubernetesClientBuilder()
                .withConfig(config.withRequestRetryBackoffLimit(REPEATED).build())
                .withHttpClientFactory(new BoundedHttpClientFactory());
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Builder newBuilder(Config config) {
        return super.newBuilder(config).addOrReplaceInterceptor("metadata-only", new MetadataOnly());
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new BoundedHttpClientBuilder(super.createNewHttpClientBuilder(), AT_ONCE);
    }
}
