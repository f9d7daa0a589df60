package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;

/** Reads the workers' reason for refusing a configuration. Pure. */
final class Refusals {

    private Refusals() {}

    static boolean isAboutThePlugin(String message) {
        return message.contains("Failed to find any class that implements Connector") || isAboutTheVersion(message);
    }

    static boolean isAboutTheVersion(String message) {
        return message.contains("version range [");
    }

    static Verdict verdict(DesiredConnector desired, String message) {
        return isAboutThePlugin(message)
                ? pluginMissing(desired, List.of(), isAboutTheVersion(message))
                : new Verdict.Stalled(Reason.ConfigInvalid, "the workers refuse the configuration: " + message.strip());
    }

    static Verdict pluginMissing(DesiredConnector desired, List<InstalledPlugin> installed, boolean isAboutTheVersion) {
        String version = desired.config().get("connector.plugin.version");
        List<String> versions = installed.stream()
                .filter(plugin -> plugin.className().equals(desired.connectorClass()) && plugin.version() != null)
                .map(plugin -> String.valueOf(plugin.version()))
                .toList();
        if (version != null && isAboutTheVersion) {
            return new Verdict.Stalled(
                    Reason.PluginMissing,
                    "version %s of the connector class %s is not installed on the workers%s; correct spec.version or add the plug-in to the worker image"
                            .formatted(
                                    version,
                                    desired.connectorClass(),
                                    versions.isEmpty() ? "" : ", but " + String.join(", ", versions)));
        }
        List<String> alike = ConfigCheck.alike(desired.connectorClass(), installed);
        return new Verdict.Stalled(
                Reason.PluginMissing,
                "the connector class %s is not installed on the workers%s; correct spec.class or add the plug-in to the worker image"
                        .formatted(
                                desired.connectorClass(),
                                alike.isEmpty() ? "" : " (installed are: " + String.join(", ", alike) + ")"));
    }
}
