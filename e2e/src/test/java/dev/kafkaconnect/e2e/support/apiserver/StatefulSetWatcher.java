package dev.kafkaconnect.e2e.support.apiserver;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.function.Consumer;

/** Sees every state that a StatefulSet goes through. */
public record StatefulSetWatcher(Consumer<StatefulSet> each) implements Watcher<StatefulSet> {
    @Override
    public void eventReceived(Action action, StatefulSet set) {
        each.accept(set);
    }

    @Override
    public void onClose(WatcherException cause) {}
}
