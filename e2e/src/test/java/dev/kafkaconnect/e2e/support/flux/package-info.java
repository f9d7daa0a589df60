/** Flux's kustomize-controller, run as a process against the API server of a test, and what it reads. */
package dev.kafkaconnect.e2e.support.flux;
