package dev.kafkaconnect.operator.kafka;

import java.util.Set;

/**
 * Is told of what the workers note in the status topic. What a note says is not read: it is a hint, the REST API tells what is
 * so.
 */
public interface StatusListener {

    /** From now on every note is heard. */
    void listening();

    /** From now on notes may be missed. */
    void deaf();

    /**
     * @param noted whose state was noted, once or several times
     * @param forgotten what was deleted
     */
    void heard(Set<StatusKey> noted, Set<StatusKey> forgotten);
}
