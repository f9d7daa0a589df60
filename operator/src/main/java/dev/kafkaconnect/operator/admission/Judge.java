package dev.kafkaconnect.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.selection.WatchSelector;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out in time what there is to say about a resource: a check that takes longer than the API server waits, or one too many at a
 * time, is left out with a warning. Called by {@link AdmissionServer}.
 */
public final class Judge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    /** Less than timeoutSeconds of the webhook. */
    private static final Duration BUDGET = Duration.ofSeconds(3);

    /** Of checks that hang on a worker until it ends them, too. */
    private static final int AT_ONCE = 6;

    private final Scope scope;
    private final KubernetesSerialization serialization;
    private final Opinions opinions;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Who knows the answers. */
    public interface Opinions {
        Opinion ofConnector(Connector connector) throws InterruptedException;

        Opinion ofCluster(ConnectCluster cluster);
    }

    /**
     * What this operator looks after. Of everything else another operator may have an opinion.
     *
     * @param namespaces those that are watched; empty for all
     */
    public record Scope(Set<String> namespaces, WatchSelector selector) {
        boolean includes(String namespace) {
            return namespaces.isEmpty() || namespaces.contains(namespace);
        }
    }

    public Judge(Scope scope, KubernetesSerialization serialization, Opinions opinions) {
        this.scope = scope;
        this.serialization = serialization;
        this.opinions = opinions;
    }

    Opinion judge(AdmissionReview review) {
        if (!review.changesSpec() || !scope.includes(review.namespace())) {
            return Opinion.accepted();
        }
        if (!permits.tryAcquire()) {
            return unchecked("too many checks are under way");
        }
        Future<Opinion> opinion = threads.submit(() -> {
            try {
                return ask(review.kind(), review.object());
            } finally {
                permits.release();
            }
        });
        try {
            return opinion.get(BUDGET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            opinion.cancel(true);
            return unchecked("the workers did not answer within %d s".formatted(BUDGET.toSeconds()));
        } catch (ExecutionException failed) {
            LOG.warn("A resource could not be checked before it is stored", failed.getCause());
            return unchecked("the check failed; the log of the operator says why");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return unchecked("the operator is stopping");
        }
    }

    private Opinion ask(String kind, JsonNode object) throws InterruptedException {
        return switch (kind) {
            case "Connector" -> {
                Connector connector = serialization.convertValue(object, Connector.class);
                yield scope.selector().selects(connector) ? opinions.ofConnector(connector) : Opinion.accepted();
            }
            case "ConnectCluster" -> {
                ConnectCluster cluster = serialization.convertValue(object, ConnectCluster.class);
                yield scope.selector().selects(cluster) ? opinions.ofCluster(cluster) : Opinion.accepted();
            }
            default -> Opinion.accepted();
        };
    }

    private static Opinion unchecked(String why) {
        return Opinion.warned("the operator did not check this resource: " + why);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
