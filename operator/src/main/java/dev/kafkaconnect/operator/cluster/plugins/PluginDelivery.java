package dev.kafkaconnect.operator.cluster.plugins;

import io.fabric8.kubernetes.client.VersionInfo;

/** How the files of a plug-in's image get to where the workers look for plug-ins. */
public enum PluginDelivery {
    /** The image is mounted as a volume. */
    ImageVolume,
    /** A container that runs before the worker copies them. */
    Copy;

    /** Since this version the API server accepts image volumes unless they are switched off. */
    private static final int MINOR_WITH_IMAGE_VOLUMES = 35;

    public static PluginDelivery on(VersionInfo server) {
        return number(server.getMajor()) > 1 || number(server.getMinor()) >= MINOR_WITH_IMAGE_VOLUMES
                ? ImageVolume
                : Copy;
    }

    /** Distributions append signs to the number. */
    private static int number(String text) {
        String digits = text.replaceAll("\\D.*$", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
