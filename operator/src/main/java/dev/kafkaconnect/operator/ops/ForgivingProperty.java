package dev.kafkaconnect.operator.ops;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import dev.kafkaconnect.api.ConnectCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One field of a resource. Its value is taken off the stream whole before it is read, so that one that cannot be read costs
 * nothing but itself.
 */
final class ForgivingProperty extends SettableBeanProperty.Delegating {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ForgivingProperty.class);

    private ForgivingProperty(SettableBeanProperty delegate) {
        super(delegate);
    }

    @Override
    protected SettableBeanProperty withDelegate(SettableBeanProperty changed) {
        return new ForgivingProperty(changed);
    }

    @Override
    public void deserializeAndSet(JsonParser parser, DeserializationContext context, Object instance)
            throws IOException {
        deserializeSetAndReturn(parser, context, instance);
    }

    @Override
    public @Nullable Object deserializeSetAndReturn(JsonParser parser, DeserializationContext context, Object instance)
            throws IOException {
        JsonParser value = parser.readValueAsTree().traverse(parser.getCodec());
        value.nextToken();
        try {
            return delegate.deserializeSetAndReturn(value, context, instance);
        } catch (IOException unreadable) {
            LOG.atWarn()
                    .addKeyValue("field", getName())
                    .addKeyValue("of", instance.getClass().getSimpleName())
                    .log("A value that this version cannot read was read as absent");
            return instance;
        }
    }

    /** Our own resources only: those of Kubernetes are read as the client library reads them. */
    static final class ForOwnResources extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;
        private static final String OWN = ConnectCluster.class.getPackageName();

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
            if (bean.getBeanClass().getPackageName().startsWith(OWN)) {
                List<SettableBeanProperty> properties = new ArrayList<>();
                builder.getProperties().forEachRemaining(properties::add);
                properties.forEach(property -> builder.addOrReplaceProperty(new ForgivingProperty(property), true));
            }
            return builder;
        }
    }
}
