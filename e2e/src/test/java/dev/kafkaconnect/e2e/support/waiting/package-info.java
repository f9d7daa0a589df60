/**
 * How long tests wait, and how often they look meanwhile. Called wherever something is awaited; knows nothing of what is
 * awaited.
 */
package dev.kafkaconnect.e2e.support.waiting;
