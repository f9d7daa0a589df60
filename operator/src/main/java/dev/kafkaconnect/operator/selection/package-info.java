/**
 * Which ConnectClusters and Connectors this operator looks after, by their labels. Called by the settings, by the wiring and
 * wherever a resource of another operator can be met. Asks nobody; knows neither clusters nor connectors.
 */
@NullMarked
package dev.kafkaconnect.operator.selection;

import org.jspecify.annotations.NullMarked;
