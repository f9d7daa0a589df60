package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the JSON of the REST API. Used by {@link HttpConnectApi}. */
final class RestJson {
    static final String UNEXPECTED = "the workers sent an answer that is not what the REST API promises";

    /** By default each thread keeps buffers of its own, and of virtual threads there are thousands. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(32))
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build());

    private RestJson() {}

    static <T> T read(InputStream body, TypeReference<T> type) throws IOException, ConnectFault {
        try {
            T value = MAPPER.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException notJson) {
            // Told below: what was received is of no use to anybody.
        }
        throw new ConnectFault.Broken(UNEXPECTED);
    }

    /** An object with one member for each connector, read one by one: the text of all is never in memory. */
    static <T> Map<String, T> readEach(InputStream body, Class<T> type) throws IOException, ConnectFault {
        ObjectReader reader =
                MAPPER.readerFor(type).withAttribute(ConnectorListing.SharedText.class, new HashMap<String, String>());
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, T> all = new HashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    T one = reader.readValue(parser);
                    if (one == null) {
                        throw new ConnectFault.Broken(UNEXPECTED);
                    }
                    all.put(name, one);
                }
                return all;
            }
        } catch (JacksonException notJson) {
            // Told below.
        }
        throw new ConnectFault.Broken(UNEXPECTED);
    }

    /** What Connect itself says of a failure; empty for a page of a web server, be it a starting worker's or that of something between. */
    static Optional<String> words(String body) {
        try {
            return Optional.of(MAPPER.readTree(body).path("message"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    static String text(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not representable as JSON", impossible);
        }
    }
}
