package dev.kafkaconnect.operator;

import dev.kafkaconnect.operator.cluster.resources.WorkerProperties;
import dev.kafkaconnect.operator.importing.ImportCommand;

/** The process of connector-import, a command in the operator image that users start; no part of the operator that runs. */
public final class ImportMain {

    private ImportMain() {}

    public static void main(String[] arguments) {
        ImportCommand command =
                new ImportCommand(System.in, System.out, System.err, System.getenv(), WorkerProperties::isReserved);
        System.exit(command.run(arguments));
    }
}
