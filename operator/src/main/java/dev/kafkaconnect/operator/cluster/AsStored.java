package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes parts of a pod as the API server keeps them. It fills in defaults within lists that belong to one owner as a
 * whole, drops false where that is the default and rewrites amounts: each would look like a difference for ever. Pure.
 */
final class AsStored {
    private static final String FIELD_REF_VERSION = "v1";
    private static final long TOKEN_SECONDS = 3600;

    /** From the largest down. */
    private static final List<String> BINARY = List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki");

    private static final List<String> DECIMAL = List.of("E", "P", "T", "G", "M", "k");

    private AsStored() {}

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
        ProjectedVolumeSource projected = volume.getProjected();
        if (projected != null) {
            return new VolumeBuilder(volume)
                    .editProjected()
                    .withSources(projected.getSources().stream()
                            .map(AsStored::projection)
                            .toList())
                    .endProjected()
                    .build();
        }
        return volume;
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

    /** A whole number of bytes with the largest unit, of those that belong together, that keeps it whole. */
    static Quantity amount(Quantity written) {
        BigDecimal bytes = Quantity.getAmountInBytes(written);
        boolean binary = BINARY.contains(String.valueOf(written.getFormat()));
        List<String> units = binary ? BINARY : DECIMAL;
        BigDecimal step = BigDecimal.valueOf(binary ? 1024 : 1000);
        for (int i = 0; i < units.size() && bytes.signum() > 0; i++) {
            BigDecimal[] parts = bytes.divideAndRemainder(step.pow(units.size() - i));
            if (parts[1].signum() == 0) {
                return new Quantity(parts[0].toBigInteger().toString(), units.get(i));
            }
        }
        return new Quantity(bytes.toBigInteger().toString());
    }
}
