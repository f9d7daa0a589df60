package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.connect.PluginFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why the workers do not find a class, and what to change. Pure; called where a connector or a converter is missing. */
public final class UndiscoveredClass {

    /** What an image that cannot look for the class leaves to say. */
    public static final String WITHOUT_SERVICE_FILES =
            "a plug-in without service files is found with plugin.discovery: hybrid_warn in spec.config of the ConnectCluster";

    private static final String SERVICE_FILES_ONLY = "service_load";
    private static final Pattern MISSING = Pattern.compile("Class (\\S+) could not be found");

    private UndiscoveredClass() {}

    /** The class that a worker misses, by its own words: a converter, a transformation or the like. */
    public static Optional<String> namedBy(String message) {
        Matcher missing = MISSING.matcher(message);
        return missing.find() ? Optional.of(missing.group(1)) : Optional.empty();
    }

    /**
     * @param files where the class is; {@code null} where the workers cannot tell
     * @return empty where the class is not among the plug-ins, and where that is not known
     */
    public static Optional<String> where(@Nullable List<PluginFile> files) {
        return files == null
                ? Optional.empty()
                : files.stream()
                        .min(Comparator.comparing(PluginFile::inServiceFile))
                        .map(UndiscoveredClass::explained);
    }

    private static String explained(PluginFile file) {
        return file.discovery().equalsIgnoreCase(SERVICE_FILES_ONLY) && !file.inServiceFile()
                ? "%s is in %s, but no service file (META-INF/services) of the plug-in names it, and with plugin.discovery: %s the workers find nothing else; set plugin.discovery: hybrid_warn in spec.config of the ConnectCluster"
                        .formatted(file.className(), file.file(), file.discovery())
                : "%s is in %s, but the workers could not load it as a plug-in of the kind that is needed here; what they logged when they started says why"
                        .formatted(file.className(), file.file());
    }
}
