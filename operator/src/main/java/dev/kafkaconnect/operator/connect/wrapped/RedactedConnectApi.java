package dev.kafkaconnect.operator.connect.wrapped;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectApi} whose texts have gone through a redactor: workers quote values in what they object to. Made by
 * {@code observe}; there is no way back to the one behind it.
 */
public final class RedactedConnectApi extends WrappedConnectApi {
    private final UnaryOperator<String> redactor;

    public RedactedConnectApi(ConnectApi api, UnaryOperator<String> redactor) {
        super(api);
        this.redactor = redactor;
    }

    @Override
    <T> T around(Request<T> request) throws ConnectFault {
        try {
            return request.send();
        } catch (ConnectFault fault) {
            throw fault.redacted(redactor);
        }
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        Map<String, List<String>> errors = new TreeMap<>();
        super.validate(connectorClass, config)
                .forEach((key, texts) ->
                        errors.put(key, texts.stream().map(redactor).toList()));
        return errors;
    }

    /** A connector can name a topic after a value. */
    @Override
    public @Nullable List<String> topics(String name) throws ConnectFault {
        List<String> topics = super.topics(name);
        return topics == null ? null : topics.stream().map(redactor).toList();
    }
}
