package dev.kafkaconnect.operator.serialization;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Reads resources that hold what this version does not know, such as a field or a value of a newer definition: what cannot be
 * read is read as absent, and the resource is reconciled like any other. Without it, one such resource ends the informer and
 * with it the operator, for everybody.
 */
public final class LenientSerialization {

    /** By default each thread keeps buffers of its own, and of virtual threads there are thousands. */
    private static final int BUFFERS = 32;

    private LenientSerialization() {}

    public static KubernetesSerialization create() {
        return create(new UnreadableValues());
    }

    static KubernetesSerialization create(UnreadableValues unreadableValues) {
        ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS))
                .build());
        // An empty list of metadata comes without items.
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP));
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.addHandler(new AllOrNothing.NoUnknownFields());
        mapper.registerModule(new SimpleModule("forgiving")
                .setDeserializerModifier(new ForgivingProperty.ForOwnResources(unreadableValues)));
        return new KubernetesSerialization(mapper, true);
    }
}
