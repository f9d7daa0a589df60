package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Instant;

/** One thing to do about a connector. Made by {@link ConnectorPlanner}, carried out by {@code ConnectorActor}. */
public sealed interface Step {

    record Create(InitialState state) implements Step {}

    record PutConfig() implements Step {}

    record Pause() implements Step {}

    record Resume() implements Step {}

    record Stop() implements Step {}

    /** Restarts the connector and all of its tasks, in the state they are meant to have. */
    record Restart() implements Step {}

    /** Restarts what has failed of it, and nothing else (KIP-745). */
    record RestartFailed() implements Step {}

    /** Carries out the declared change of offsets on the stopped connector. */
    record ChangeOffsets() implements Step {}

    /** Nothing now; look again then. */
    record WaitUntil(Instant when) implements Step {}
}
