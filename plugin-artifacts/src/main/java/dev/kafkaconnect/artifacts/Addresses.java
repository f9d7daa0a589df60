package dev.kafkaconnect.artifacts;

import java.net.URI;
import java.util.Locale;

/** What addresses have in common, and what of them may be shown. Pure. */
final class Addresses {

    private Addresses() {}

    /** Without user, password, query and fragment: links for downloads have passwords there. */
    static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return "%s://%s%s%s".formatted(address.getScheme(), address.getHost(), port, address.getRawPath());
    }

    static boolean isWeb(URI address) {
        String scheme = scheme(address);
        return address.getHost() != null && ("http".equals(scheme) || "https".equals(scheme));
    }

    static boolean isEncrypted(URI address) {
        return "https".equals(scheme(address));
    }

    /** Whether both are of one server: who knows the password of a repository must not hand it to another server. */
    static boolean sameServer(URI one, URI other) {
        return scheme(one).equals(scheme(other))
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    /** Whether an address is below that of a repository. */
    static boolean isBelow(URI address, URI repository) {
        String base = repository.getRawPath();
        String directory = base.endsWith("/") ? base : base + "/";
        return sameServer(address, repository)
                && address.getRawPath().startsWith(directory)
                && address.normalize().getRawPath().startsWith(directory);
    }

    private static String scheme(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return isEncrypted(address) ? 443 : 80;
    }
}
