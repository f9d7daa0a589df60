package dev.kafkaconnect.worker.plugins;

/**
 * Where a class is, as the REST API says it; the operator has a record of the same fields.
 *
 * @param file name of the plug-in's directory, and of the jar in it that holds the class
 * @param className in full, also where a short name was asked for
 * @param inServiceFile whether a service file of the plug-in names the class
 * @param discovery the worker's {@code plugin.discovery}
 */
public record PluginFile(String file, String className, boolean inServiceFile, String discovery) {}
