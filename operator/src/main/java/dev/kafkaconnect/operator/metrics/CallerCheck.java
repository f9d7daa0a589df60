package dev.kafkaconnect.operator.metrics;

import org.jspecify.annotations.Nullable;

/** Whether somebody may read the metrics. Asked by {@link MetricsServer} before it writes anything. */
@FunctionalInterface
public interface CallerCheck {
    int ADMITTED = 200;
    int UNAUTHENTICATED = 401;
    int FORBIDDEN = 403;
    int UNDECIDED = 503;

    CallerCheck ANYBODY = authorization -> ADMITTED;

    /**
     * @param authorization the HTTP header of that name
     * @return the HTTP status to answer with, 200 for those who may
     */
    int status(@Nullable String authorization);
}
