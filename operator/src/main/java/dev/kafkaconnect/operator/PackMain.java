package dev.kafkaconnect.operator;

import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.plugins.WorkerPlugins;
import dev.kafkaconnect.operator.packing.PackCommand;

/** The process of plugin-pack, a command in the operator image that users start; no part of the operator that runs. */
public final class PackMain {

    private PackMain() {}

    public static void main(String[] arguments) {
        PackCommand command = new PackCommand(
                System.in,
                System.out,
                System.err,
                WorkerPlugins::problems,
                plugins -> WorkerPlugins.of(plugins, PluginDelivery.Copy).downloads());
        System.exit(command.run(arguments));
    }
}
