package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connector.Memory.KeyError;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the workers about a configuration before it is sent, so that a bad one never replaces a good one and errors can be
 * told by key. Called by {@link ConnectorActor} ahead of every creation and change.
 */
final class ConfigCheck {

    private ConfigCheck() {}

    /** @param errors by key; empty when the plug-in itself is the trouble */
    record Objection(Verdict verdict, List<KeyError> errors) {}

    /** What speaks against the configuration; empty if nothing does. */
    static Optional<Objection> ask(ConnectApi api, DesiredConnector desired) throws ConnectFault {
        List<KeyError> errors = new ArrayList<>();
        try {
            api.validate(desired.connectorClass(), desired.config())
                    .forEach((key, messages) -> errors.add(new KeyError(
                            key, OverrideRefusal.readable(desired.cluster(), String.join("; ", messages)))));
        } catch (ConnectFault.Crashed | ConnectFault.Rejected | ConnectFault.NotFound fault) {
            return Optional.of(objection(api, desired, fault));
        } catch (ConnectFault.Unreachable silent) {
            throw new ConnectFault.Unreachable("while the connector checked its configuration, " + silent.text());
        }
        if (errors.stream().anyMatch(error -> Refusals.isAboutThePlugin(error.message()))) {
            return Optional.of(new Objection(
                    Refusals.pluginMissing(
                            desired,
                            api.plugins(),
                            errors.stream().anyMatch(error -> Refusals.isAboutTheVersion(error.message()))),
                    errors));
        }
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(
                        new Verdict.Stalled(
                                Reason.ConfigInvalid,
                                "the workers refuse the configuration: "
                                        + errors.stream()
                                                .map(error -> error.key() + ": " + error.message())
                                                .collect(Collectors.joining("; "))),
                        errors));
    }

    private static Objection objection(ConnectApi api, DesiredConnector desired, ConnectFault fault)
            throws ConnectFault {
        return new Objection(
                Refusals.isAboutThePlugin(fault.text())
                        ? Refusals.pluginMissing(desired, api.plugins(), Refusals.isAboutTheVersion(fault.text()))
                        : new Verdict.Stalled(
                                Reason.ConfigInvalid,
                                "the connector fails while it checks the configuration: "
                                        + FailureText.of(fault.text())),
                List.of());
    }

    /** Classes whose names resemble the one that is missing, the most alike first. */
    static List<String> alike(String wanted, List<InstalledPlugin> installed) {
        String simple = simpleName(wanted);
        return installed.stream()
                .map(InstalledPlugin::className)
                .distinct()
                .filter(name -> Similarity.of(simpleName(name), simple) > 0.5)
                .sorted((one, other) -> Double.compare(
                        Similarity.of(simpleName(other), simple), Similarity.of(simpleName(one), simple)))
                .limit(3)
                .toList();
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
