/**
 * Where the files of the checkout are: manifests, scripts of the images, jars, and the directories that a run writes to.
 * Called by tests of all layers and by the other packages of support; knows nothing of Kubernetes clients, Kafka or the
 * operator's classes.
 */
package dev.kafkaconnect.e2e.support.project;
