package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.cluster.settings.LoggingSettings;
import dev.kafkaconnect.operator.cluster.settings.LoggingSettings.Change;
import dev.kafkaconnect.operator.cluster.workers.WorkerPods;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells running workers the levels of their loggers: when the levels change, and when a worker has become ready since. The
 * levels that were told are kept in the status, so that what is no longer wanted can be taken back. Called by
 * {@code WorkerCare} while the workers answer.
 */
public final class LoggerLevels {
    private static final Logger LOG = LoggerFactory.getLogger(LoggerLevels.class);

    private Set<String> workersTold = Set.of();

    /** The levels that the workers know afterwards: those told before, if they could not be told. */
    public SortedMap<String, String> tell(
            LoggingSettings wanted, Map<String, String> before, Collection<Pod> pods, ClusterSession session) {
        Set<String> ready = pods.stream()
                .filter(WorkerPods::isReady)
                .map(LoggerLevels::process)
                .collect(Collectors.toUnmodifiableSet());
        SortedMap<String, String> known = new TreeMap<>(before);
        if (!workersTold.containsAll(ready)) {
            known.keySet().removeAll(wanted.levels().keySet());
        }
        try {
            for (Change change : wanted.changesFrom(known)) {
                session.api().setLoggerLevel(change.logger(), change.level());
                LOG.atInfo()
                        .addKeyValue("logger", change.logger())
                        .addKeyValue("level", change.level())
                        .log("Set the level of a logger on the workers");
            }
        } catch (ConnectFault fault) {
            LOG.atWarn().log("The levels of loggers could not be set on the workers: {}", fault.text());
            return new TreeMap<>(before);
        }
        workersTold = ready;
        return wanted.levels();
    }

    /** Another one after each restart of the container. */
    private static String process(Pod pod) {
        int restarts = pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
        return pod.getMetadata().getUid() + "/" + restarts;
    }
}
