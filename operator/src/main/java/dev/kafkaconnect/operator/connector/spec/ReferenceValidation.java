package dev.kafkaconnect.operator.connector.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is wrong with a configuration and the references beside it, as far as the definition cannot tell. Pure. */
final class ReferenceValidation {

    /** With whatever prefix: converters, transformations and clients read their part of a configuration in the same way. */
    private static final Pattern SETS_UP_A_PROVIDER = Pattern.compile("(.*\\.)?config\\.providers(\\..*)?");

    private ReferenceValidation() {}

    /** In words that follow "spec.". */
    static List<String> of(Map<String, String> config, List<ValueSource> sources) {
        List<String> problems = new ArrayList<>();
        sources.stream()
                .map(ValueSource::key)
                .filter(config::containsKey)
                .forEach(key -> problems.add(
                        "configFrom key \"%s\" is also in spec.config; remove one of the two".formatted(key)));
        Stream.concat(config.keySet().stream(), sources.stream().map(ValueSource::key))
                .filter(key -> SETS_UP_A_PROVIDER.matcher(key).matches())
                .forEach(key -> problems.add(
                        "config key \"%s\" sets up a config provider, which could read the files of the workers; only the owner of the ConnectCluster adds providers, in its spec.config"
                                .formatted(key)));
        return problems;
    }
}
