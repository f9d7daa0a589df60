package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Rest;
import dev.kafkaconnect.api.connectclusterspec.rest.Tls;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the workers' REST API is protected.
 *
 * @param secretName of the user's certificate, null when there is none
 * @param operatorNamespace where the operator's pods are, null when it runs elsewhere
 * @param revision of the certificates that the workers are to have, empty while it is not known
 * @param stage the stage that the workers are to be at now
 */
public record RestPlan(
        String mode,
        @Nullable String secretName,
        @Nullable String operatorNamespace,
        String revision,
        TlsMigrationStage stage) {
    public static final String MANAGED = "Managed";
    public static final String SECRET = "Secret";
    public static final String DISABLED = "Disabled";

    public static RestPlan of(ConnectClusterSpec spec, @Nullable String operatorNamespace) {
        Optional<Tls> tls = Optional.ofNullable(spec.getRest()).map(Rest::getTls);
        String mode = tls.map(Tls::getMode).orElse(MANAGED);
        return new RestPlan(mode, tls.map(Tls::getSecretName).orElse(null), operatorNamespace, "", goal(mode));
    }

    public List<String> problems(String cluster) {
        if (SECRET.equals(mode) && secretName == null) {
            return List.of("spec.rest.tls.secretName is missing; mode Secret needs it");
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
        return new RestPlan(mode, secretName, operatorNamespace, newRevision, stage);
    }

    public RestPlan withStage(TlsMigrationStage newStage) {
        return new RestPlan(mode, secretName, operatorNamespace, revision, newStage);
    }
}
