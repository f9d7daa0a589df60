package dev.kafkaconnect.e2e.support.operator;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.users.UserActions;

/**
 * What most tests of a ConnectCluster with played workers begin with. Called by tests that have an operator and a player for the
 * cluster; does not know what the workers run.
 */
public final class ClusterScenario {

    private ClusterScenario() {}

    /**
     * All of its pods are ready; its status need not say so yet.
     *
     * @param spec YAML
     */
    public static void started(UserActions wanted, WorkerPlayer workers, String spec) {
        wanted.cluster(workers.cluster(), spec);
        workers.allBecomeReady();
    }

    /**
     * The same, and its status says so.
     *
     * @param spec YAML
     */
    public static void ready(UserActions wanted, WorkerPlayer workers, String spec) {
        started(wanted, workers, spec);
        eventually().until(() -> wanted.reasonOfCluster(workers.cluster()), "WorkersReady"::equals);
    }

    /** Its status says that so many of its connectors run. */
    public static void runs(UserActions wanted, WorkerPlayer workers, int connectors) {
        eventually()
                .until(
                        () -> wanted.cluster(workers.cluster())
                                .getStatus()
                                .getConnectors()
                                .getRunning(),
                        running -> running == connectors);
    }
}
