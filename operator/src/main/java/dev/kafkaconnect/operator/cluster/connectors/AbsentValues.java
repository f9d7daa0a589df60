package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.KafkaObserver;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ValuesMount;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connectors that workers would start although the values they refer to are not there: those of a former ConnectCluster with the
 * same config topic, whose Secret with the values has gone with it. They would run with the text of the reference in place of a
 * password. They are stopped in the config topic before workers begin with it; who describes such a connector gives it the values
 * anew and resumes it. Called by {@code Prerequisites} before the first worker starts.
 */
public final class AbsentValues {
    private static final Logger LOG = LoggerFactory.getLogger(AbsentValues.class);

    private final ClusterId id;
    private final StartHold hold;

    public AbsentValues(ClusterId id, Clock clock) {
        this.id = id;
        this.hold = new StartHold("connectors whose values do not exist yet are stopped in the config topic", clock);
    }

    /**
     * @param files names of those that the Secret with the values holds
     * @param session opens the session with the workers to come
     * @return why workers must not start yet
     */
    public Optional<Verdict> beforeStart(ClusterPlan plan, Set<String> files, Supplier<ClusterSession> session) {
        if (plan.mode() instanceof WorkerMode.Standalone
                || plan.withoutKafkaClient().isPresent()) {
            return Optional.empty();
        }
        try {
            KafkaObserver kafka = session.get().kafka();
            Set<String> stopped = lacking(kafka.startingConnectors(), files);
            if (!stopped.isEmpty()) {
                kafka.endConnectors(Set.of(), stopped);
                LOG.atInfo()
                        .addKeyValue("connectors", stopped)
                        .addKeyValue("cluster", id)
                        .log("Stopped until their values exist");
            }
        } catch (KafkaFault fault) {
            return hold.because(String.valueOf(fault.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return hold.because("the operator is stopping");
        }
        hold.end();
        return Optional.empty();
    }

    private static Set<String> lacking(Map<String, Map<String, String>> connectors, Set<String> files) {
        Set<String> lacking = new TreeSet<>();
        connectors.forEach((name, config) -> {
            if (!files.containsAll(ValuesMount.filesIn(config))) {
                lacking.add(name);
            }
        });
        return lacking;
    }
}
