package dev.kafkaconnect.worker.standalone;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
            if (request.name() == null) {
                throw new IOException("it says no name");
            }
            return request;
        }
        return named(JSON.convertValue(content, new TypeReference<Map<String, String>>() {}));
    }

    private static CreateConnectorRequest named(Map<String, String> config) throws IOException {
        String name = config == null ? null : config.get("name");
        if (name == null) {
            throw new IOException("it says no name");
        }
        return new CreateConnectorRequest(name, config, null);
    }
}
