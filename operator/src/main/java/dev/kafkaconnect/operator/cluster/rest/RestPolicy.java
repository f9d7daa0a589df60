package dev.kafkaconnect.operator.cluster.rest;

import dev.kafkaconnect.operator.cluster.plan.ChildMetadata;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.settings.MetricsSettings;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may open connections to the workers, where the network of the Kubernetes cluster enforces it: the operator and the
 * workers themselves, and the pods of the clients that the spec names. Policies add up, so a user admits others with a policy of
 * their own. Pure.
 */
public final class RestPolicy {

    private RestPolicy() {}

    /** Nothing when it is not known where the operator's pods are: the policy would lock them out. */
    public static List<NetworkPolicy> of(ClusterPlan plan) {
        String operatorNamespace = plan.rest().operatorNamespace();
        return operatorNamespace == null ? List.of() : List.of(policy(plan, operatorNamespace));
    }

    private static NetworkPolicy policy(ClusterPlan plan, String operatorNamespace) {
        return new NetworkPolicyBuilder()
                .withMetadata(ChildMetadata.of(plan, plan.workers()))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(plan))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(ingress(plan, operatorNamespace))
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyIngressRule> ingress(ClusterPlan plan, String operatorNamespace) {
        NetworkPolicyIngressRule restApi = restApi(plan, operatorNamespace);
        MetricsSettings metrics = plan.options().metrics();
        return Stream.of(
                        Stream.of(restApi),
                        plan.rest().clients().stream()
                                .filter(client -> !client.from().isEmpty())
                                .map(client -> restApi(client.from())),
                        metrics.enabled() ? Stream.of(port(metrics.port())) : Stream.<NetworkPolicyIngressRule>empty())
                .flatMap(rules -> rules)
                .toList();
    }

    /** For everybody: who scrapes the metrics is not known, and they hold no secret. */
    private static NetworkPolicyIngressRule port(int port) {
        return new NetworkPolicyIngressRuleBuilder().withPorts(tcp(port)).build();
    }

    private static NetworkPolicyPort tcp(int port) {
        return new NetworkPolicyPort(null, new IntOrString(port), "TCP");
    }

    private static NetworkPolicyIngressRule restApi(ClusterPlan plan, String operatorNamespace) {
        return restApi(List.of(workers(plan), operator(operatorNamespace)));
    }

    private static NetworkPolicyIngressRule restApi(List<NetworkPolicyPeer> peers) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(peers)
                .withPorts(tcp(ClusterPlan.REST_PORT))
                .build();
    }

    private static NetworkPolicyPeer workers(ClusterPlan plan) {
        return new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(plan))
                .endPodSelector()
                .build();
    }

    /** Every namespace bears its own name as a label. */
    private static NetworkPolicyPeer operator(String namespace) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of("kubernetes.io/metadata.name", namespace))
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(Map.of("app.kubernetes.io/name", Labels.OPERATOR))
                .endPodSelector()
                .build();
    }
}
