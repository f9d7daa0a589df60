package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.CommonMetadata;
import dev.kafkaconnect.api.connectclusterspec.DisruptionBudget;
import dev.kafkaconnect.api.connectclusterspec.Rest;
import dev.kafkaconnect.api.connectclusterspec.ServiceAccount;
import dev.kafkaconnect.api.connectclusterspec.rest.Service;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a user wants of the objects that the operator makes besides the pods: labels and annotations, and the numbers of the
 * disruption budget. Called by {@code OwnedObjects}. Pure.
 *
 * @param labels of all of them
 * @param annotations of all of them
 * @param restService further annotations of the Service of the REST API
 * @param serviceAccount further annotations of the service account
 * @param maxUnavailable workers that may be evicted at a time
 */
public record ChildSettings(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        SortedMap<String, String> restService,
        SortedMap<String, String> serviceAccount,
        IntOrString maxUnavailable) {

    private static final int ONE = 1;

    public static ChildSettings of(ConnectClusterSpec spec) {
        Optional<CommonMetadata> common = Optional.ofNullable(spec.getCommonMetadata());
        return new ChildSettings(
                sorted(common.map(CommonMetadata::getLabels)),
                sorted(common.map(CommonMetadata::getAnnotations)),
                sorted(Optional.ofNullable(spec.getRest()).map(Rest::getService).map(Service::getAnnotations)),
                sorted(Optional.ofNullable(spec.getServiceAccount()).map(ServiceAccount::getAnnotations)),
                Optional.ofNullable(spec.getDisruptionBudget())
                        .map(DisruptionBudget::getMaxUnavailable)
                        .orElseGet(() -> new IntOrString(ONE)));
    }

    private static SortedMap<String, String> sorted(Optional<Map<String, String>> map) {
        return map.<SortedMap<String, String>>map(TreeMap::new).orElseGet(TreeMap::new);
    }
}
