package dev.kafkaconnect.operator.kafka.records;

import java.util.Set;

/**
 * Is told of what the workers note in the status topic. Of what a note says only one thing is read, because the REST API does
 * not tell it: that a task has ended. Everything else is a hint.
 */
public interface StatusListener {

    /** From now on every note is heard. */
    void onConnected();

    /** From now on notes may be missed. */
    void onDisconnected();

    /**
     * @param noted whose state was noted, once or several times
     * @param ended those of them whose last note says that nothing of it runs any more
     * @param forgotten what was deleted, whether or not it runs
     */
    void onRecords(Set<StatusKey> noted, Set<StatusKey> ended, Set<StatusKey> forgotten);
}
