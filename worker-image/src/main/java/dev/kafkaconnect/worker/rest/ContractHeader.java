package dev.kafkaconnect.worker.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.Map;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Says in every answer of the REST API which contract with the operator this image fulfils: the operator can then see that an image is too old
 * for it before it relies on something new. The file {@code contract} of the image holds the same number. Among the
 * {@link RestExtensions} of every worker.
 */
public final class ContractHeader implements ConnectRestExtension {
    static final String NAME = "Kafka-Connect-Worker-Contract";
    static final int NUMBER = 4;

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new Filter());
    }

    /** A class with a name: the server tells filters apart by their classes. */
    static final class Filter implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().putSingle(NAME, String.valueOf(NUMBER));
        }
    }

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public String version() {
        return String.valueOf(NUMBER);
    }

    @Override
    public void close() {}
}
