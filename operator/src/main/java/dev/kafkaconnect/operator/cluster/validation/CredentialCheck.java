package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.kafka.security.Authentication;
import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.security.PemProblems;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether every value that is referred to exists and is of a form that Kafka clients understand: the workers would say it
 * late, in their logs. Never repeats a value. Pure.
 */
public final class CredentialCheck {

    private CredentialCheck() {}

    public static Optional<Verdict> problem(KafkaSecurity security, ResolvedSecrets secrets) {
        List<String> missing = new ArrayList<>();
        for (ValueFile file : security.files()) {
            if (!secrets.has(file)) {
                missing.add("%s does not exist".formatted(file.holder()));
            } else if (secrets.text(file).isEmpty()) {
                missing.add("%s has no key %s".formatted(file.holder(), file.key()));
            }
        }
        if (!missing.isEmpty()) {
            String all = String.join("; ", missing.stream().distinct().toList());
            return Optional.of(new Verdict.Awaiting(
                    Reason.SecretMissing, all + "; create it in the namespace of the cluster, or correct spec.kafka"));
        }
        List<String> wrong = new ArrayList<>();
        security.trusted().forEach(file -> check(file, secrets, PemProblems::problemOfCertificates, wrong));
        switch (security.authentication()) {
            case Authentication.None none -> {}
            case Authentication.Password user -> check(user.password(), secrets, CredentialCheck::unfit, wrong);
            case Authentication.Certificate certificate -> {
                check(certificate.chain(), secrets, PemProblems::problemOfCertificates, wrong);
                check(certificate.key(), secrets, PemProblems::problemOfKey, wrong);
            }
            case Authentication.OAuth oauth -> {
                check(oauth.clientSecret(), secrets, CredentialCheck::unfit, wrong);
                if (oauth.endpointTrusted() != null) {
                    check(oauth.endpointTrusted(), secrets, PemProblems::problemOfCertificates, wrong);
                }
            }
            case Authentication.Custom custom ->
                custom.referred().values().forEach(file -> check(file, secrets, CredentialCheck::empty, wrong));
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(Reason.SecretInvalid, String.join("; ", wrong)));
    }

    private static void check(
            ValueFile file, ResolvedSecrets secrets, Function<String, Optional<String>> rule, List<String> wrong) {
        secrets.text(file)
                .flatMap(rule)
                .ifPresent(problem -> wrong.add("key %s of %s %s".formatted(file.key(), file.holder(), problem)));
    }

    private static Optional<String> empty(String text) {
        return text.isBlank() ? Optional.of("is empty") : Optional.empty();
    }

    /** Passwords stand between quotation marks in what Kafka reads. */
    private static Optional<String> unfit(String password) {
        if (password.isEmpty()) {
            return Optional.of("is empty");
        }
        if (password.endsWith("\n")) {
            return Optional.of("ends with a line break; kubectl create secret --from-literal adds none");
        }
        return password.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '"' || c == '\\')
                ? Optional.of(
                        "holds a quotation mark, a backslash or a control character, which Kafka cannot take there")
                : Optional.empty();
    }
}
