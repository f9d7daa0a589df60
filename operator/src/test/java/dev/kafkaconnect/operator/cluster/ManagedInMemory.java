package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.Disposition;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Connectors as a test wants them. */
public final class ManagedInMemory implements ManagedConnectors {
    public final Set<String> names = new HashSet<>();
    final SortedSet<String> leaving = new TreeSet<>();
    final SortedSet<String> staying = new TreeSet<>();
    public boolean listed = true;
    boolean namespaceEnds;

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public boolean listed() {
        return listed;
    }

    @Override
    public boolean namespaceEnds(String namespace) {
        return namespaceEnds;
    }

    @Override
    public SortedSet<String> leaving(ClusterId cluster) {
        return leaving;
    }

    @Override
    public SortedSet<String> staying(ClusterId cluster) {
        return staying;
    }

    @Override
    public boolean describes(ClusterId cluster, String connectName) {
        return names.contains(connectName);
    }

    @Override
    public boolean describesNow(ClusterId cluster, String connectName) {
        return describes(cluster, connectName);
    }

    @Override
    public boolean mayBeIdle(ClusterId cluster, String connectName) {
        return false;
    }

    @Override
    public boolean unreadable(ClusterId cluster) {
        return false;
    }

    @Override
    public Disposition disposition(
            ClusterId cluster, String connectName, Map<String, String> config, InitialState state) {
        return Disposition.Unmanaged;
    }
}
