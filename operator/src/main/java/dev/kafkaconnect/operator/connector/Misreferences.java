package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.values.ValuesMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a configuration and the references beside it, as far as the definition cannot tell. Pure. */
final class Misreferences {

    private Misreferences() {}

    /** In words that follow "spec.". */
    static List<String> of(Map<String, String> config, List<ValueSource> sources) {
        List<String> problems = new ArrayList<>();
        sources.stream()
                .map(ValueSource::key)
                .filter(config::containsKey)
                .forEach(key -> problems.add(
                        "configFrom key \"%s\" is in spec.config too; remove one of the two".formatted(key)));
        // Whoever could write such a reference could read the values of other connectors.
        config.forEach((key, value) -> {
            if (ValuesMount.refersToValues(value)) {
                problems.add(
                        "config key \"%s\" refers to the config provider %s, which is the operator's own; use spec.configFrom"
                                .formatted(key, ValuesMount.PROVIDER));
            }
        });
        return problems;
    }
}
