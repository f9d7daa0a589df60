package dev.kafkaconnect.operator.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param files of resources, {@code -} for the standard input; empty with {@code url}
 * @param url of workers
 * @param folder for the result; null for the standard output
 * @param workerProperties file with the properties of a worker
 * @param worker properties of workers that have options of their own
 */
record Arguments(
        boolean help,
        List<String> files,
        @Nullable String url,
        @Nullable String user,
        @Nullable String folder,
        @Nullable String namespace,
        @Nullable String cluster,
        @Nullable String workerProperties,
        Map<String, String> worker,
        Set<String> credentialKeys,
        boolean asIs,
        boolean writeSecrets) {

    static final String HELP = """
            connector-import writes what runs already as ConnectClusters and Connectors. It changes nothing.

            Usage:
              connector-import [OPTION ...] FILE ...        resources of Strimzi or of Confluent for Kubernetes; - is stdin
              connector-import [OPTION ...] --url URL       the REST API of running workers

            Options:
              --out FOLDER              one file for each resource, instead of stdout; existing files are not replaced
              --namespace NAME          of everything that is written
              --cluster NAME            of the ConnectCluster
              --as-is                   leave configurations exactly as they are, with credentials and references
              --write-secrets           write the values of credentials into the Secrets, instead of placeholders
              --credential KEY          a further property of connectors that is a credential; may be repeated
              --user NAME               for the REST API; the password is read from CONNECT_PASSWORD
              --worker-properties FILE  properties of a worker, for the ConnectCluster
              --bootstrap-servers LIST  of the Kafka cluster
              --group-id NAME           of the workers
              --config-topic NAME, --offset-topic NAME, --status-topic NAME
                                        internal topics of the workers
              --help                    this text

            Warnings go to stderr: what is not carried over, and what to do. Exit codes: 0 written, 1 nothing was
            written, 64 wrong usage.
            """;

    private static final Map<String, String> WORKER = Map.of(
            "--bootstrap-servers", "bootstrap.servers",
            "--group-id", "group.id",
            "--config-topic", "config.storage.topic",
            "--offset-topic", "offset.storage.topic",
            "--status-topic", "status.storage.topic");

    private static final Set<String> WITH_VALUE =
            Set.of("--url", "--user", "--out", "--namespace", "--cluster", "--worker-properties");

    private static final Set<String> SWITCHES = Set.of("--help", "--as-is", "--write-secrets");

    static Arguments parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> worker = new HashMap<>();
        Set<String> switches = new HashSet<>();
        Set<String> credentials = new HashSet<>();
        List<String> files = new ArrayList<>();
        for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
            String one = rest.next();
            if (SWITCHES.contains(one)) {
                switches.add(one);
            } else if (WITH_VALUE.contains(one)) {
                values.put(one, value(one, rest));
            } else if (WORKER.containsKey(one)) {
                worker.put(WORKER.getOrDefault(one, one), value(one, rest));
            } else if (one.equals("--credential")) {
                credentials.add(value(one, rest));
            } else if (one.startsWith("--")) {
                throw new IllegalArgumentException("there is no option " + one);
            } else {
                files.add(one);
            }
        }
        boolean help = switches.contains("--help");
        if (!help && files.isEmpty() == (values.get("--url") == null)) {
            throw new IllegalArgumentException("give either files or --url");
        }
        return new Arguments(
                help,
                List.copyOf(files),
                values.get("--url"),
                values.get("--user"),
                values.get("--out"),
                values.get("--namespace"),
                values.get("--cluster"),
                values.get("--worker-properties"),
                Map.copyOf(worker),
                Set.copyOf(credentials),
                switches.contains("--as-is"),
                switches.contains("--write-secrets"));
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }
}
