package dev.kafkaconnect.operator.cluster.workers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes by the last words of a worker that it does not have a class of spec.kafka.authentication: users look for the mistake
 * in their properties, while what is missing is a jar. Called by {@link WorkerPods}. Pure.
 */
final class MissingLoginClass {

    /** Java's words for a login module. */
    private static final Pattern LOGIN_MODULE = Pattern.compile("No LoginModule found for ([\\w.$]+)");

    /** Kafka's for a property whose value is a class. Classes of converters are missing for other reasons. */
    private static final Pattern OF_PROPERTY =
            Pattern.compile("for configuration sasl\\.\\S+: Class ([\\w.$]+) could not be found");

    private MissingLoginClass() {}

    /** @return what is wrong and what to change; empty if something else is */
    static Optional<String> remedy(String lastWords) {
        return Stream.of(LOGIN_MODULE, OF_PROPERTY)
                .map(pattern -> pattern.matcher(lastWords))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .map(
                        "the class %s of spec.kafka.authentication is not on the class path of the workers: correct its name, or add an image with its jar to spec.plugins with classPath: Worker (or to the directory extra-libs of spec.image)"
                                ::formatted);
    }
}
