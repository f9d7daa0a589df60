package dev.kafkaconnect.e2e.support.apiserver;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * Objects that nobody keeps: what the API server makes of one shows whether a policy or a webhook is in force. Called by tests
 * that install such a thing; does not know what it changes or refuses.
 */
public final class TrialObjects {

    private TrialObjects() {}

    public static HasMetadata of(ApiServer api, String version, String kind) {
        return (HasMetadata) Serialization.unmarshal("""
                apiVersion: %s
                kind: %s
                metadata: {name: trial, namespace: %s}
                """.formatted(version, kind, api.namespace()));
    }

    /** With one container, as workers have. */
    public static StatefulSet statefulSet(ApiServer api, int replicas) {
        return Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: trial, namespace: %s}
                spec:
                  replicas: %d
                  serviceName: trial
                  selector: {matchLabels: {app: trial}}
                  template:
                    metadata: {labels: {app: trial}}
                    spec: {containers: [{name: worker, image: v1, env: [{name: ADVERTISED_HOST, value: here}]}]}
                """.formatted(api.namespace(), replicas), StatefulSet.class);
    }
}
