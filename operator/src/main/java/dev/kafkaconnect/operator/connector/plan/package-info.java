/**
 * What to do about a connector next: the plan of a pass from what is wanted, what the workers report and what earlier
 * passes did. Called by {@code connector}. Must not know how steps are carried out or shown. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.plan;

import org.jspecify.annotations.NullMarked;
