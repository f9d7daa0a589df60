package dev.kafkaconnect.operator.pods;

import dev.kafkaconnect.operator.references.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A Secret or ConfigMap without which a pod does not start.
 *
 * @param key that it must have, null for none in particular
 * @param use what in the pod refers to it, for people
 */
record NeededObject(Reference reference, @Nullable String key, String use) {}
