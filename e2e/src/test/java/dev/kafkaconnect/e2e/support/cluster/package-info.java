/**
 * The local cluster with its node, as users of it act: their manifests, their clients, and how long things take there.
 * Called by tests of the layer cluster; starts nothing in this process.
 */
package dev.kafkaconnect.e2e.support.cluster;
