package dev.kafkaconnect.operator.ops;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads resources that hold what this version does not know, such as a field or a value of a newer definition: what cannot be
 * read is read as absent, and the resource is reconciled like any other. Without it, one such resource ends the informer and
 * with it the operator, for everybody.
 */
public final class ForgivingSerialization {

    private ForgivingSerialization() {}

    public static KubernetesSerialization create() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.registerModule(
                new SimpleModule("forgiving").setDeserializerModifier(new ForgivingProperty.ForOwnResources()));
        return new KubernetesSerialization(mapper, true);
    }
}
