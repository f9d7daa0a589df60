/** What has to be in a package of Kafka's to get at it. Called by {@code dev.kafkaconnect.worker.standalone}. */
@NullMarked
package org.apache.kafka.connect.runtime.standalone;

import org.jspecify.annotations.NullMarked;
