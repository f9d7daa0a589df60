/**
 * Wiring and settings. Everything else lives in packages by concern; see ARCHITECTURE.md for a map.
 */
@NullMarked
package dev.kafkaconnect.operator;

import org.jspecify.annotations.NullMarked;
