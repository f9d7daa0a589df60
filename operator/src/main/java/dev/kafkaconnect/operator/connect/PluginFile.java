package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A class below the plug-in path of a worker: one entry of the answer of {@code GET /plugin-files/CLASS}.
 *
 * @param file name of the plug-in's directory, and of the jar in it that holds the class
 * @param className in full
 * @param inServiceFile whether a service file of the plug-in names the class
 * @param discovery the worker's {@code plugin.discovery}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PluginFile(String file, String className, boolean inServiceFile, String discovery) {}
