/**
 * How the workers of one cluster are polled: which worker is asked, for what, and how often. Called by {@code observe}; must not
 * know what becomes of the answers.
 */
@NullMarked
package dev.kafkaconnect.operator.observe.polling;

import org.jspecify.annotations.NullMarked;
