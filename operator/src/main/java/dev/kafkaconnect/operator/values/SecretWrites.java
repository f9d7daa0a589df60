package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.references.Reference;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;

/** How the Secrets with values are written. Called by {@link ValuesStore} alone; each call is one change, or none. */
public interface SecretWrites {

    /** @param patch merge patch as JSON */
    Secret patch(Reference secret, String patch);

    /**
     * Makes a Secret that belongs to whom another one belongs to.
     *
     * @param beside whose owner and labels it gets
     * @param data in Base64, by key
     */
    Secret create(Reference secret, Reference beside, Map<String, String> data);
}
