/**
 * Plug-ins from a Maven repository or a URL: download, checksum, unpacking. Runs in the init container of workers and, by
 * {@code plugin-pack}, in the image of the operator. Must know neither Kubernetes nor Kafka Connect.
 */
@NullMarked
package dev.kafkaconnect.artifacts;

import org.jspecify.annotations.NullMarked;
