package dev.kafkaconnect.operator.pods;

import java.util.Arrays;

/** Names the field to change for what the API server says about a pod. Pure. */
enum Remedy {
    UNSTATED("must specify", "set what is missing in spec.resources"),
    RANGE(" per Container", "correct spec.resources, or have the LimitRange of the namespace changed"),
    RANGE_OF_POD(" per Pod", "correct spec.resources, or have the LimitRange of the namespace changed"),
    QUOTA("exceeded quota", "lower spec.resources or spec.replicas, or have the quota of the namespace raised"),
    STANDARD("violates PodSecurity", "correct spec.pod, or have the standard of the namespace changed"),
    ACCOUNT("service account", "create it, or correct spec.pod.serviceAccountName"),
    PRIORITY("PriorityClass", "correct spec.pod.priorityClassName");

    private final String sign;
    private final String text;

    Remedy(String sign, String text) {
        this.sign = sign;
        this.text = text;
    }

    /** The words with what to do about them, where that is known. */
    static String with(String words) {
        return Arrays.stream(values())
                .filter(remedy -> words.contains(remedy.sign))
                .findFirst()
                .map(remedy -> words + "; " + remedy.text)
                .orElse(words);
    }
}
