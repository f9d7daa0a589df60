package dev.kafkaconnect.worker.rest;

import dev.kafkaconnect.worker.plugins.PluginFile;
import dev.kafkaconnect.worker.plugins.PluginPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.apache.kafka.connect.runtime.WorkerConfig;

/**
 * Answers {@code GET /plugin-files/CLASS}: in which jars below the plug-in path the class is, although the worker has not discovered it.
 * The operator asks when a class is missing. Says names of plug-ins and jars, nothing of what is in them. Among the
 * {@link RestExtensions} of every worker.
 */
public final class PluginFiles implements ConnectRestExtension {
    private PluginPath path = new PluginPath("", "");

    @Override
    public void configure(Map<String, ?> properties) {
        path = new PluginPath(
                text(properties, WorkerConfig.PLUGIN_PATH_CONFIG, ""),
                text(properties, WorkerConfig.PLUGIN_DISCOVERY_CONFIG, "hybrid_warn"));
    }

    private static String text(Map<String, ?> properties, String key, String absent) {
        Object value = properties.get(key);
        return value == null ? absent : String.valueOf(value);
    }

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new Resource(path));
    }

    /** Public, because the server calls no other. */
    @Path("/plugin-files")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Resource {
        private final PluginPath path;

        Resource(PluginPath path) {
            this.path = path;
        }

        @GET
        @Path("/{class}")
        public List<PluginFile> of(@PathParam("class") String className) {
            return path.filesOf(className);
        }
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void close() {}
}
