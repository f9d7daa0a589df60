package dev.kafkaconnect.operator.cluster.settings;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EphemeralVolumeSource;
import io.fabric8.kubernetes.api.model.EphemeralVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes parts of a pod as the API server keeps them. It fills in defaults within lists that belong to one owner as a
 * whole, drops false where that is the default and rewrites amounts: each would look like a difference for ever. Pure.
 */
public final class ServerDefaults {
    private static final String FIELD_REF_VERSION = "v1";
    private static final long TOKEN_SECONDS = 3600;

    /** From the largest down. */
    private static final List<String> BINARY = List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki", "");

    private static final List<String> DECIMAL = List.of("E", "P", "T", "G", "M", "k", "", "m", "u", "n");

    private ServerDefaults() {}

    static EnvVar variable(EnvVar variable) {
        if (variable.getValueFrom() == null || variable.getValueFrom().getFieldRef() == null) {
            return variable;
        }
        return new EnvVarBuilder(variable)
                .editValueFrom()
                .editFieldRef()
                .withApiVersion(FIELD_REF_VERSION)
                .endFieldRef()
                .endValueFrom()
                .build();
    }

    static VolumeMount mount(VolumeMount mount) {
        return Boolean.FALSE.equals(mount.getReadOnly())
                ? new VolumeMountBuilder(mount).withReadOnly(null).build()
                : mount;
    }

    static Volume volume(Volume volume) {
        EmptyDirVolumeSource emptyDir = volume.getEmptyDir();
        if (emptyDir != null && emptyDir.getSizeLimit() != null) {
            return new VolumeBuilder(volume)
                    .editEmptyDir()
                    .withSizeLimit(amount(emptyDir.getSizeLimit()))
                    .endEmptyDir()
                    .build();
        }
        PersistentVolumeClaimVolumeSource claim = volume.getPersistentVolumeClaim();
        if (claim != null && Boolean.FALSE.equals(claim.getReadOnly())) {
            return new VolumeBuilder(volume)
                    .editPersistentVolumeClaim()
                    .withReadOnly(null)
                    .endPersistentVolumeClaim()
                    .build();
        }
        if (volume.getEphemeral() != null) {
            return new VolumeBuilder(volume)
                    .withEphemeral(ephemeral(volume.getEphemeral()))
                    .build();
        }
        ProjectedVolumeSource projected = volume.getProjected();
        if (projected != null) {
            return new VolumeBuilder(volume)
                    .editProjected()
                    .withSources(projected.getSources().stream()
                            .map(ServerDefaults::projection)
                            .toList())
                    .endProjected()
                    .build();
        }
        return volume;
    }

    private static EphemeralVolumeSource ephemeral(EphemeralVolumeSource written) {
        PersistentVolumeClaimTemplate template = written.getVolumeClaimTemplate();
        if (template == null
                || template.getSpec() == null
                || template.getSpec().getResources() == null
                || template.getSpec().getResources().getRequests() == null) {
            return written;
        }
        return new EphemeralVolumeSourceBuilder(written)
                .editVolumeClaimTemplate()
                .editSpec()
                .editResources()
                .withRequests(amounts(template.getSpec().getResources().getRequests()))
                .endResources()
                .endSpec()
                .endVolumeClaimTemplate()
                .build();
    }

    private static VolumeProjection projection(VolumeProjection source) {
        ServiceAccountTokenProjection token = source.getServiceAccountToken();
        return token == null || token.getExpirationSeconds() != null
                ? source
                : new VolumeProjectionBuilder(source)
                        .editServiceAccountToken()
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endServiceAccountToken()
                        .build();
    }

    public static ResourceRequirements resources(ResourceRequirements written) {
        return new ResourceRequirementsBuilder(written)
                .withRequests(amounts(written.getRequests()))
                .withLimits(amounts(written.getLimits()))
                .build();
    }

    private static Map<String, Quantity> amounts(@Nullable Map<String, Quantity> written) {
        Map<String, Quantity> amounts = new TreeMap<>();
        if (written != null) {
            written.forEach((name, amount) -> amounts.put(name, amount(amount)));
        }
        return amounts;
    }

    /** With the largest unit, of those that belong together, that keeps it whole; one with an exponent is left as it is. */
    static Quantity amount(Quantity written) {
        String unit = String.valueOf(written.getFormat());
        boolean binary = !unit.isEmpty() && BINARY.contains(unit);
        List<String> units = binary ? BINARY : DECIMAL;
        if (!binary && !DECIMAL.contains(unit)) {
            return written;
        }
        BigDecimal value = Quantity.getAmountInBytes(written);
        BigDecimal step = BigDecimal.valueOf(binary ? 1024 : 1000);
        for (int i = 0; i < units.size() && value.signum() > 0; i++) {
            int power = units.indexOf("") - i;
            BigDecimal count = power < 0 ? value.multiply(step.pow(-power)) : value.divide(step.pow(power));
            if (count.stripTrailingZeros().scale() <= 0) {
                return new Quantity(count.toBigInteger().toString(), units.get(i));
            }
        }
        return value.signum() == 0 ? new Quantity("0") : written;
    }
}
