package dev.kafkaconnect.e2e.support.apiserver;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often objects of the kinds that the operator writes were changed, by whomever: as the API server itself counts its requests.
 * For operators in processes of their own, whose requests no {@link WriteLog} sees.
 */
public final class ServerWrites {
    private static final Pattern REQUESTS = Pattern.compile("(?m)^apiserver_request_total\\{([^}]*)\\} (\\S+)$");
    private static final Pattern VERB = Pattern.compile("verb=\"(APPLY|PATCH|PUT|POST|DELETE)\"");
    private static final Pattern RESOURCE = Pattern.compile("resource=\"([^\"]*)\"");
    private static final Set<String> RESOURCES = Set.of(
            "connectors",
            "connectclusters",
            "secrets",
            "configmaps",
            "events",
            "services",
            "statefulsets",
            "poddisruptionbudgets",
            "networkpolicies");

    private ServerWrites() {}

    public static long count(ApiServer api) {
        String metrics = api.admin().raw("/metrics");
        Matcher requests = REQUESTS.matcher(metrics);
        double writes = 0;
        while (requests.find()) {
            Matcher resource = RESOURCE.matcher(requests.group(1));
            if (VERB.matcher(requests.group(1)).find() && resource.find() && RESOURCES.contains(resource.group(1))) {
                writes += Double.parseDouble(requests.group(2));
            }
        }
        return Math.round(writes);
    }
}
