package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pods of a cluster tell of its workers at this moment. Asked by the session with them, at any time and by any thread. */
public interface Workers {

    /** Ids in Connect of those that are alive. */
    Set<String> living();

    /** Where each of those alone answers, by its id in Connect. */
    Map<String, RestEndpoint> endpoints();

    /** The pod of one that is stopping in good order; see {@link Changes}. */
    Optional<String> leaving();
}
