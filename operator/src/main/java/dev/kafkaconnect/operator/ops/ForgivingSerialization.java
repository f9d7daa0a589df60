package dev.kafkaconnect.operator.ops;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads resources that hold values this version does not know, such as an enum value of a newer definition: the value
 * becomes null and the resource is reconciled like any other. Without it, one such resource ends the informer and with it
 * the operator, for everybody.
 */
public final class ForgivingSerialization {
    private static final Logger LOG = LoggerFactory.getLogger(ForgivingSerialization.class);

    private ForgivingSerialization() {}

    public static KubernetesSerialization create() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.addHandler(new UnknownBecomesNull());
        return new KubernetesSerialization(mapper, true);
    }

    private static final class UnknownBecomesNull extends DeserializationProblemHandler {

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String why) {
            return ignored(type, value);
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> type, Number value, String why) {
            return ignored(type, value);
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String why)
                throws IOException {
            parser.skipChildren();
            return ignored(type.getRawClass(), token);
        }

        private static @Nullable Object ignored(Class<?> type, Object value) {
            LOG.atWarn()
                    .addKeyValue("type", type.getSimpleName())
                    .addKeyValue("value", value)
                    .log("A value that this version does not know was read as absent");
            return null;
        }
    }
}
