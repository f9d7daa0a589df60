package dev.kafkaconnect.worker.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.connect.runtime.isolation.PluginUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars below {@code plugin.path}. Kafka knows only the classes that it has discovered, so a class that is there without a service file
 * looks like one that is not there. Jars are opened when somebody asks, not while a worker starts, and no class is loaded.
 *
 * @param path as the worker's properties have it
 * @param discovery the worker's {@code plugin.discovery}
 */
public record PluginPath(String path, String discovery) {
    private static final Logger LOG = LoggerFactory.getLogger(PluginPath.class);
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");
    private static final String CLASS = ".class";
    private static final String SERVICE_FILES = "META-INF/services/";

    /** @param name of a class, in full or, as Kafka accepts it of connectors, without package and without {@code Connector} */
    public List<PluginFile> filesOf(String name) {
        List<PluginFile> files = new ArrayList<>();
        if (CLASS_NAME.matcher(name).matches()) {
            for (Path plugin : PluginUtils.pluginLocations(path, false)) {
                files.addAll(filesOf(name, plugin));
            }
        }
        return files;
    }

    private List<PluginFile> filesOf(String name, Path plugin) {
        List<PluginFile> files = new ArrayList<>();
        List<Path> jars = jars(plugin);
        for (Path jar : jars) {
            entry(jar, isClass(name)).ifPresent(entry -> {
                String className =
                        entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
                files.add(new PluginFile(
                        shown(plugin, jar),
                        className,
                        jars.stream().anyMatch(one -> isInServiceFile(one, className)),
                        discovery));
            });
        }
        return files;
    }

    private static Predicate<String> isClass(String name) {
        String entry = name.replace('.', '/');
        return name.contains(".")
                ? (entry + CLASS)::equals
                : found -> ("/" + found).endsWith("/" + entry + CLASS)
                        || ("/" + found).endsWith("/" + entry + "Connector" + CLASS);
    }

    /** Without the directories above the plug-in, which are nobody's business. */
    private static String shown(Path plugin, Path jar) {
        return jar.equals(plugin)
                ? String.valueOf(plugin.getFileName())
                : plugin.getFileName() + "/" + jar.getFileName();
    }

    private static List<Path> jars(Path plugin) {
        try {
            return PluginUtils.pluginUrls(plugin).stream()
                    .filter(PluginUtils::isArchive)
                    .toList();
        } catch (IOException unreadable) {
            LOG.warn("{} is passed over: {}", plugin, unreadable.toString());
            return List.of();
        }
    }

    private static Optional<String> entry(Path jar, Predicate<String> wanted) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).filter(wanted).findFirst();
        } catch (IOException unreadable) {
            LOG.warn("{} is passed over: {}", jar, unreadable.toString());
            return Optional.empty();
        }
    }

    private static boolean isInServiceFile(Path jar, String className) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(found -> found.getName().startsWith(SERVICE_FILES) && !found.isDirectory())
                    .toList()) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (text.lines()
                        .anyMatch(line -> line.replaceFirst("#.*", "").strip().equals(className))) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
