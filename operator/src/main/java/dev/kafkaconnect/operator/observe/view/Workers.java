package dev.kafkaconnect.operator.observe.view;

import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What the pods of a cluster show of its workers at this moment. Asked by the session with them, at any time and by any thread. */
public interface Workers {

    /** Ids in Connect of those that are alive. */
    Set<String> ready();

    /** Ids of those whose process was ready before, runs on and is not ready now. */
    Set<String> unready();

    /** Where each of all those alone answers, by its id in Connect. */
    Map<String, RestEndpoint> endpoints();

    /** How long each of them waits for the end of a task. */
    Duration taskGrace();

    /** The pods of those that are stopping in good order, or were until a moment ago; see {@code ConnectWriteGate}. */
    Set<String> leaving();
}
