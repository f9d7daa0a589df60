package dev.kafkaconnect.operator.packing;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The command line of plugin-pack. Pure.
 *
 * @param reference that the image is called by in the archive
 * @param secrets directory with password and authority-0.crt and so on, null when the repository is open
 */
record PackArguments(
        String plugin,
        String reference,
        String architecture,
        @Nullable Path secrets) {
    static final String USAGE =
            "use: plugin-pack PLUGIN [--reference IMAGE:TAG] [--architecture amd64] [--secrets DIRECTORY] <connect-cluster.yaml >plugin.tar";

    static PackArguments of(String[] arguments) {
        Queue<String> words = new ArrayDeque<>(List.of(arguments));
        String plugin = null;
        String reference = null;
        String architecture = "amd64";
        Path secrets = null;
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--reference" -> reference = value(word, words);
                case "--architecture" -> architecture = value(word, words);
                case "--secrets" -> secrets = Path.of(value(word, words));
                default -> {
                    if (word.startsWith("-") || plugin != null) {
                        throw new IllegalArgumentException("unknown argument " + word);
                    }
                    plugin = word;
                }
            }
        }
        if (plugin == null) {
            throw new IllegalArgumentException("the name of the plug-in is missing");
        }
        return new PackArguments(
                plugin, reference == null ? "localhost/%s:latest".formatted(plugin) : reference, architecture, secrets);
    }

    private static String value(String option, Queue<String> words) {
        String value = words.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }
}
