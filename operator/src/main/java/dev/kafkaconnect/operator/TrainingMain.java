package dev.kafkaconnect.operator;

import dev.kafkaconnect.operator.training.Training;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * Runs the operator until it has reported on each resource of a {@link Training}, and ends it in good order: that is when Java writes
 * its class archive. Called by {@code operator/aot/train} with the host names of the API server and of the workers, which must be
 * addresses of this machine alone.
 */
public final class TrainingMain {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TrainingMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Training training =
                Training.begin(arguments[0], arguments[1], Clock.systemUTC().instant());
        boolean reported = false;
        try {
            OperatorMain.main(new String[0]);
            reported = training.awaitReports(LIMIT);
        } finally {
            System.err.println(reported ? "training: done" : "training: not everything was reported within " + LIMIT);
            // Servers and informers would keep the process alive.
            System.exit(reported ? 0 : 1);
        }
    }
}
