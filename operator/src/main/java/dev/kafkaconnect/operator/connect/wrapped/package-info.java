/** The REST API of workers with something done around each request. Knows what a request is, and no request in particular. */
@NullMarked
package dev.kafkaconnect.operator.connect.wrapped;

import org.jspecify.annotations.NullMarked;
