package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Rest;
import dev.kafkaconnect.api.connectclusterspec.rest.Tls;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the workers' REST API is protected.
 *
 * @param secretName of the user's certificate, null when there is none
 * @param operatorNamespace where the operator's pods are, null when it runs elsewhere
 * @param revision of the certificates that the workers are to have, empty while it is not known
 * @param stage the stage that the workers are to be at now
 * @param clients who is answered besides the operator and the workers
 */
public record RestPlan(
        String mode,
        @Nullable String secretName,
        @Nullable String operatorNamespace,
        String revision,
        TlsMigrationStage stage,
        List<Client> clients) {
    public static final String MANAGED = "Managed";
    public static final String SECRET = "Secret";
    public static final String DISABLED = "Disabled";

    private static final Set<String> ACCESSES = Set.of("ReadOnly", "Full");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

    /**
     * A client of the REST API with a certificate in a Secret of its own.
     *
     * @param access ReadOnly or Full, as the worker image knows it
     * @param from pods that the NetworkPolicy admits for it
     */
    public record Client(String name, String access, List<NetworkPolicyPeer> from) {
        public static String secretOf(String cluster, String name) {
            return "%s-rest-client-%s".formatted(cluster, name);
        }
    }

    public static RestPlan of(ConnectClusterSpec spec, @Nullable String operatorNamespace) {
        Optional<Tls> tls = Optional.ofNullable(spec.getRest()).map(Rest::getTls);
        String mode = tls.map(Tls::getMode).orElse(MANAGED);
        return new RestPlan(
                mode, tls.map(Tls::getSecretName).orElse(null), operatorNamespace, "", goal(mode), clients(spec));
    }

    private static List<Client> clients(ConnectClusterSpec spec) {
        return Optional.ofNullable(spec.getRest()).map(Rest::getClients).orElse(List.of()).stream()
                .map(client -> new Client(
                        client.getName(),
                        client.getAccess(),
                        client.getFrom() == null ? List.of() : List.copyOf(client.getFrom())))
                .toList();
    }

    public List<String> problems(String cluster) {
        if (SECRET.equals(mode) && secretName == null) {
            return List.of("spec.rest.tls.secretName is missing; mode Secret needs it");
        }
        if (!clients.isEmpty() && !MANAGED.equals(mode)) {
            return List.of(
                    "spec.rest.clients needs mode Managed in spec.rest.tls, because the operator issues the certificates of clients; remove the clients or set the mode");
        }
        for (Client client : clients) {
            if (!NAME.matcher(client.name()).matches()) {
                return List.of(
                        "spec.rest.clients: the name \"%s\" is not valid: use up to 40 lower-case letters, digits and '-', with a letter or digit at both ends"
                                .formatted(client.name()));
            }
            if (!ACCESSES.contains(client.access())) {
                return List.of(
                        "spec.rest.clients: the access of %s is %s, which this version of the operator does not support; it supports Full, ReadOnly"
                                .formatted(client.name(), client.access()));
            }
        }
        String own = secretOf(cluster);
        return own.equals(secretName)
                ? List.of("spec.rest.tls.secretName cannot be %s: the operator keeps a Secret of its own there"
                        .formatted(own))
                : List.of();
    }

    public static String secretOf(String cluster) {
        return cluster + "-rest-tls";
    }

    /** Whether TLS is asked for, wherever the workers are on the way there. */
    public boolean secured() {
        return goal() == TlsMigrationStage.SECURED;
    }

    public TlsMigrationStage goal() {
        return goal(mode);
    }

    private static TlsMigrationStage goal(String mode) {
        return DISABLED.equals(mode) ? TlsMigrationStage.PLAIN : TlsMigrationStage.SECURED;
    }

    public RestPlan withRevision(String newRevision) {
        return new RestPlan(mode, secretName, operatorNamespace, newRevision, stage, clients);
    }

    public RestPlan withStage(TlsMigrationStage newStage) {
        return new RestPlan(mode, secretName, operatorNamespace, revision, newStage, clients);
    }
}
