package dev.kafkaconnect.operator.connector.check;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.PluginFile;
import dev.kafkaconnect.operator.connect.wrapped.RedactedConnectApi;
import dev.kafkaconnect.operator.connector.plan.ReconcileState.KeyError;
import dev.kafkaconnect.operator.connector.refusal.FailureText;
import dev.kafkaconnect.operator.connector.refusal.OverrideRefusal;
import dev.kafkaconnect.operator.connector.refusal.RejectionParser;
import dev.kafkaconnect.operator.connector.refusal.UndiscoveredClass;
import dev.kafkaconnect.operator.connector.refusal.UnreachableSystem;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the workers about a configuration before it is sent, so that a bad one never replaces a good one and errors can be
 * told by key. Called by {@code ConnectorActor} ahead of every creation and change, and by
 * {@link ConnectorPreview}.
 */
public final class ConfigCheck {

    private ConfigCheck() {}

    /** @param errors by key; empty when the plug-in itself is the problem */
    public record Objection(Verdict verdict, List<KeyError> errors) {}

    /** What speaks against the configuration; empty if nothing does. */
    public static Optional<Objection> ask(RedactedConnectApi api, DesiredConnector desired) throws ConnectFault {
        List<KeyError> errors = new ArrayList<>();
        try {
            api.validate(desired.connectorClass(), desired.sent())
                    .forEach((key, messages) -> errors.add(new KeyError(
                            key, OverrideRefusal.readable(desired.cluster(), String.join("; ", messages)))));
        } catch (ConnectFault.Crashed | ConnectFault.Rejected | ConnectFault.NotFound fault) {
            return Optional.of(objection(api, desired, fault));
        } catch (ConnectFault.Unreachable silent) {
            throw new ConnectFault.Unreachable("while the connector checked its configuration, " + silent.text());
        }
        if (errors.stream().anyMatch(error -> RejectionParser.isAboutThePlugin(error.message()))) {
            return Optional.of(new Objection(
                    RejectionParser.pluginMissing(
                            desired,
                            api.plugins(),
                            api.pluginFiles(desired.connectorClass()),
                            errors.stream().anyMatch(error -> RejectionParser.isAboutTheVersion(error.message()))),
                    errors));
        }
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(
                        UnreachableSystem.verdict(
                                errors.stream().map(KeyError::message).toList(),
                                "the workers refuse the configuration: "
                                        + errors.stream()
                                                .map(error -> error.key() + ": " + error.message())
                                                .collect(Collectors.joining("; "))
                                        + hints(api, errors)),
                        errors));
    }

    /** About converters, transformations and the like that the workers do not find. */
    private static String hints(RedactedConnectApi api, List<KeyError> errors) throws ConnectFault {
        StringBuilder hints = new StringBuilder();
        for (String missing : errors.stream()
                .flatMap(error -> UndiscoveredClass.namedBy(error.message()).stream())
                .distinct()
                .toList()) {
            List<PluginFile> files = api.pluginFiles(missing);
            UndiscoveredClass.where(files)
                    .or(() -> files == null ? Optional.of(UndiscoveredClass.WITHOUT_SERVICE_FILES) : Optional.empty())
                    .ifPresent(hint -> hints.append("; ").append(hint));
        }
        return hints.toString();
    }

    private static Objection objection(RedactedConnectApi api, DesiredConnector desired, ConnectFault fault)
            throws ConnectFault {
        return new Objection(
                RejectionParser.isAboutThePlugin(fault.text())
                        ? RejectionParser.pluginMissing(
                                desired,
                                api.plugins(),
                                api.pluginFiles(desired.connectorClass()),
                                RejectionParser.isAboutTheVersion(fault.text()))
                        : UnreachableSystem.verdict(
                                List.of(fault.text()),
                                "the connector fails while it checks the configuration: "
                                        + FailureText.of(fault.text())),
                List.of());
    }
}
