package dev.kafkaconnect.e2e.support.operator;

import dev.kafkaconnect.operator.Settings;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.selection.WatchSelector;
import java.time.Duration;
import java.util.Set;

/**
 * What one of several operators looks after.
 *
 * @param pod its identity
 * @param lease name of its lease, if it has one
 * @param namespaces those that it watches; empty for all
 * @param selector as in WATCH_SELECTOR; empty for everything
 */
public record OperatorPart(String pod, String lease, Set<String> namespaces, String selector) {

    public static OperatorPart selecting(String name, String selector) {
        return new OperatorPart(name, name, Set.of(), selector);
    }

    public static OperatorPart watching(String name, Set<String> namespaces) {
        return new OperatorPart(name, name, namespaces, "");
    }

    /** @param ownNamespace where its lease is; empty for none */
    Settings settings(String ownNamespace) {
        return new Settings(
                RunningOperator.DEFAULT_IMAGE,
                namespaces,
                pod,
                ownNamespace.isEmpty() ? null : ownNamespace,
                0,
                0,
                Duration.ofMinutes(5),
                LoginClasses.NONE,
                null,
                2,
                true,
                WatchSelector.parse(selector),
                lease);
    }
}
