/**
 * Who may use the REST API of a worker, and what it says of the image and its plug-ins. Both workers add
 * {@link dev.kafkaconnect.worker.rest.RestExtensions} to their REST server; knows no Kubernetes.
 */
@NullMarked
package dev.kafkaconnect.worker.rest;

import org.jspecify.annotations.NullMarked;
