package dev.kafkaconnect.operator.serialization;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.api.ConnectCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a resource. Its value is taken off the stream whole before it is read, so that one that cannot be read costs
 * nothing but itself. Of the metadata is left out what nothing reads of our own resources, and what would take more memory than all the
 * rest in a cache of thousands: the list of who wrote which field, and the copy of the whole that kubectl keeps. The operator applies
 * fields to its own resources and never writes one back whole.
 */
final class ForgivingProperty extends SettableBeanProperty.Delegating {
    private static final long serialVersionUID = 1L;
    private static final String UNREAD = "managedFields";
    private static final String UNREAD_ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private final transient UnreadableValues unreadableValues;

    private ForgivingProperty(SettableBeanProperty delegate, UnreadableValues unreadableValues) {
        super(delegate);
        this.unreadableValues = unreadableValues;
    }

    @Override
    protected SettableBeanProperty withDelegate(SettableBeanProperty changed) {
        return new ForgivingProperty(changed, unreadableValues);
    }

    @Override
    public void deserializeAndSet(JsonParser parser, DeserializationContext context, Object instance)
            throws IOException {
        deserializeSetAndReturn(parser, context, instance);
    }

    @Override
    public @Nullable Object deserializeSetAndReturn(JsonParser parser, DeserializationContext context, Object instance)
            throws IOException {
        TreeNode tree = parser.readValueAsTree();
        if (getName().equals("metadata") && tree instanceof ObjectNode metadata) {
            metadata.remove(UNREAD);
            if (metadata.get("annotations") instanceof ObjectNode annotations) {
                annotations.remove(UNREAD_ANNOTATION);
            }
        }
        JsonParser value = tree.traverse(parser.getCodec());
        value.nextToken();
        unreadableValues.reading(instance, context);
        try {
            return delegate.deserializeSetAndReturn(value, context, instance);
        } catch (IOException unreadable) {
            JavaType type = delegate.getType();
            if (AllOrNothing.covers(type.getRawClass())) {
                return delegate.setAndReturn(instance, AllOrNothing.unreadable(type.getRawClass()));
            }
            if (type.isCollectionLikeType()
                    && AllOrNothing.covers(type.getContentType().getRawClass())) {
                return delegate.setAndReturn(
                        instance,
                        List.of(AllOrNothing.unreadable(type.getContentType().getRawClass())));
            }
            unreadableValues.warn(getName(), instance, context);
            return instance;
        }
    }

    /** Our own resources only: those of Kubernetes are read as the client library reads them. */
    static final class ForOwnResources extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;
        private static final String OWN = ConnectCluster.class.getPackageName();

        private final transient UnreadableValues unreadableValues;

        ForOwnResources(UnreadableValues unreadableValues) {
            this.unreadableValues = unreadableValues;
        }

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
            if (bean.getBeanClass().getPackageName().startsWith(OWN) && !AllOrNothing.covers(bean.getBeanClass())) {
                List<SettableBeanProperty> properties = new ArrayList<>();
                builder.getProperties().forEachRemaining(properties::add);
                properties.forEach(property ->
                        builder.addOrReplaceProperty(new ForgivingProperty(property, unreadableValues), true));
            }
            return builder;
        }
    }
}
