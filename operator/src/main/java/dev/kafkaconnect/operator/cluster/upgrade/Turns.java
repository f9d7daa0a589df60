package dev.kafkaconnect.operator.cluster.upgrade;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many clusters are rolled at a time by changes that they did not ask for. A cluster has its turn until it is released: when
 * its rollout is over, or halted. What it keeps may be lost; callers report the rollouts that are under way.
 */
public final class Turns {
    private final int atOnce;
    private final AtomicReference<Set<ClusterId>> held = new AtomicReference<>(Set.of());

    public Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    public int atOnce() {
        return atOnce;
    }

    /**
     * @param underWay clusters of which Kubernetes tells that they are being rolled without having asked
     * @return clusters that must be ready first; none when it is the turn of this one, which it then has
     */
    public Set<ClusterId> waitsFor(ClusterId id, Set<ClusterId> underWay) {
        Set<ClusterId> now = held.updateAndGet(before ->
                before.contains(id) || others(id, before, underWay).size() >= atOnce ? before : with(id, before));
        return now.contains(id) ? Set.of() : others(id, now, underWay);
    }

    /** A rollout that is under way goes on, whoever else has a turn. */
    public void holds(ClusterId id) {
        held.updateAndGet(before -> before.contains(id) ? before : with(id, before));
    }

    public void release(ClusterId id) {
        held.updateAndGet(before -> before.contains(id) ? others(id, before, Set.of()) : before);
    }

    private static Set<ClusterId> with(ClusterId id, Set<ClusterId> others) {
        return Stream.concat(Stream.of(id), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<ClusterId> others(ClusterId id, Set<ClusterId> held, Set<ClusterId> underWay) {
        Set<ClusterId> others = new TreeSet<>(Comparator.comparing(ClusterId::toString));
        others.addAll(held);
        others.addAll(underWay);
        others.remove(id);
        return others;
    }
}
