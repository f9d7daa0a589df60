package dev.kafkaconnect.operator.references;

import java.util.Map;

/**
 * What a Secret or ConfigMap held when it was read. Has no text form: logging one by mistake reveals nothing.
 *
 * @param version resourceVersion of the object
 * @param uid of the object
 * @param labels of the object
 */
public record Content(String version, Map<String, byte[]> data, String uid, Map<String, String> labels) {

    @Override
    public String toString() {
        return "content of version " + version;
    }
}
