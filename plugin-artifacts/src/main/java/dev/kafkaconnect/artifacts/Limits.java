package dev.kafkaconnect.artifacts;

import java.time.Duration;

/**
 * What a plug-in may take at most: an archive can be made to fill any disk.
 *
 * @param downloaded bytes of one artifact
 * @param unpacked bytes of all artifacts of a plug-in
 * @param entries files and directories of all artifacts of a plug-in
 * @param time for the download of one artifact
 */
public record Limits(long downloaded, long unpacked, int entries, Duration time) {
    private static final long GIB = 1L << 30;

    public static final Limits DEFAULT = new Limits(GIB, 2 * GIB, 50_000, Duration.ofMinutes(10));
}
