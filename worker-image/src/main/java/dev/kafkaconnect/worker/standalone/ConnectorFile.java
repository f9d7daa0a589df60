package dev.kafkaconnect.worker.standalone;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest;

/** Reads what Kafka's own standalone worker reads: the body of POST /connectors, its configuration alone, or properties. */
final class ConnectorFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectorFile() {}

    static CreateConnectorRequest read(Path file) throws IOException {
        if (file.toString().endsWith(".properties")) {
            return named(Utils.propsToStringMap(Utils.loadProps(file.toString())));
        }
        JsonNode content = JSON.readTree(file.toFile());
        if (content.path("config").isObject()) {
            CreateConnectorRequest request = JSON.treeToValue(content, CreateConnectorRequest.class);
            return withNameInConfig(request);
        }
        return named(JSON.convertValue(content, new TypeReference<Map<String, String>>() {}));
    }

    /** As the REST API does it: the configuration may leave the name out, or say the same one. */
    private static CreateConnectorRequest withNameInConfig(CreateConnectorRequest request) throws IOException {
        if (request.name() == null) {
            throw new IOException("it says no name");
        }
        Map<String, String> config = new HashMap<>(request.config());
        String other = config.put("name", request.name());
        if (other != null && !other.equals(request.name())) {
            throw new IOException("it says two names, %s and %s".formatted(request.name(), other));
        }
        return new CreateConnectorRequest(request.name(), config, request.initialState());
    }

    private static CreateConnectorRequest named(Map<String, String> config) throws IOException {
        String name = config == null ? null : config.get("name");
        if (name == null) {
            throw new IOException("it says no name");
        }
        return new CreateConnectorRequest(name, config, null);
    }
}
