package dev.kafkaconnect.operator.serialization;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.kafkaconnect.api.connectorspec.ConfigFrom;
import dev.kafkaconnect.api.connectorspec.Offsets;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * The blocks of which a part must not be read without the rest, because it means something else then. Such a block that holds
 * anything that this version cannot read, or does not know, is read as an empty one: it is there, and says nothing. Used by
 * {@link LenientSerialization} and {@link ForgivingProperty}.
 */
final class AllOrNothing {
    private static final Set<Class<?>> BLOCKS = Set.of(Offsets.class, ConfigFrom.class);

    private AllOrNothing() {}

    static boolean covers(Class<?> type) {
        return BLOCKS.stream()
                .anyMatch(block -> type == block
                        || (type.getPackageName() + ".")
                                .startsWith(block.getName().toLowerCase(Locale.ROOT) + "."));
    }

    static Object unreadable(Class<?> type) throws IOException {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IOException(
                    "the resource definitions are made into classes that can be instantiated", impossible);
        }
    }

    /** Fields that are not known make a block unreadable too. */
    static final class NoUnknownFields extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            Class<?> type = beanOrClass instanceof Class<?> itself ? itself : beanOrClass.getClass();
            if (covers(type)) {
                throw UnrecognizedPropertyException.from(parser, beanOrClass, name, null);
            }
            return false;
        }
    }
}
