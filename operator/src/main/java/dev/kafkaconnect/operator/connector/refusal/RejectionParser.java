package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.PluginFile;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.PluginName;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the workers' reason for refusing a configuration. Pure. */
public final class RejectionParser {

    private RejectionParser() {}

    public static boolean isAboutThePlugin(String message) {
        return message.contains("Failed to find any class that implements Connector") || isAboutTheVersion(message);
    }

    public static boolean isAboutTheVersion(String message) {
        return message.contains("version range [");
    }

    public static Verdict verdict(DesiredConnector desired, String message) {
        return isAboutThePlugin(message)
                ? pluginMissing(desired, List.of(), null, isAboutTheVersion(message))
                : UnreachableSystem.verdict(
                        List.of(message), "the workers refuse the configuration: " + message.strip());
    }

    /** @param files where the connector class is; {@code null} where the workers cannot tell */
    public static Verdict pluginMissing(
            DesiredConnector desired,
            List<InstalledPlugin> installed,
            @Nullable List<PluginFile> files,
            boolean isAboutTheVersion) {
        String version = desired.config().get("connector.plugin.version");
        List<String> versions = installed.stream()
                .filter(plugin -> plugin.className().equals(desired.connectorClass()) && plugin.version() != null)
                .map(plugin -> String.valueOf(plugin.version()))
                .toList();
        if (version != null && isAboutTheVersion) {
            return new Verdict.Awaiting(
                    Reason.PluginMissing,
                    "version %s of the connector class %s is not installed on the workers%s; correct spec.version or add the plug-in to the worker image"
                            .formatted(
                                    version,
                                    desired.connectorClass(),
                                    versions.isEmpty() ? "" : ", but " + String.join(", ", versions)));
        }
        Optional<String> where = UndiscoveredClass.where(files);
        if (where.isPresent()) {
            return new Verdict.Awaiting(
                    Reason.PluginMissing, "the workers do not know the connector class: " + where.get());
        }
        List<String> alike = alike(desired.connectorClass(), installed);
        return new Verdict.Awaiting(
                Reason.PluginMissing,
                "the connector class %s is not installed on the workers%s; correct spec.class or add the plug-in to the worker image%s"
                        .formatted(
                                desired.connectorClass(),
                                alike.isEmpty() ? "" : " (installed are: " + String.join(", ", alike) + ")",
                                alike.isEmpty() && files == null
                                        ? "; " + UndiscoveredClass.WITHOUT_SERVICE_FILES
                                        : ""));
    }

    /** Classes whose names resemble the one that is missing, the most alike first. */
    private static List<String> alike(String wanted, List<InstalledPlugin> installed) {
        String simple = PluginName.simple(wanted);
        return installed.stream()
                .map(InstalledPlugin::className)
                .distinct()
                .filter(name -> Similarity.of(PluginName.simple(name), simple) > 0.5)
                .sorted((one, other) -> Double.compare(
                        Similarity.of(PluginName.simple(other), simple), Similarity.of(PluginName.simple(one), simple)))
                .limit(3)
                .toList();
    }
}
