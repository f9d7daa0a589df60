package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pass learned of the connectors on the workers. Part of {@link Findings}.
 *
 * @param view what the workers say: connectors go on running, whatever the spec says now
 * @param unmanaged names of connectors that no Connector describes, sorted
 * @param kept the connectors that a standalone worker starts with, null where nothing is kept
 * @param owed names of connectors whose recorded deletion is pending, sorted
 */
public record FoundConnectors(
        ClusterView view, List<String> unmanaged, @Nullable StartSetConfigMap kept, List<String> owed) {

    /** Where nobody was asked. */
    public static FoundConnectors notAsked(List<String> owed) {
        return new FoundConnectors(new ClusterView.NotYet(), List.of(), null, owed);
    }
}
