package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pods of Strimzi's workers, and the objects beside them. The same in KafkaConnect and KafkaMirrorMaker2. */
final class StrimziPods {
    private static final String POD = "spec.template.pod.";
    private static final String CONTAINER = "spec.template.connectContainer.";

    private StrimziPods() {}

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(List.of(
                Rule.same("spec.resources.requests", "spec.resources.requests"),
                Rule.same("spec.resources.limits", "spec.resources.limits"),
                Rule.same(POD + "metadata.labels", "spec.pod.labels"),
                Rule.same(POD + "metadata.annotations", "spec.pod.annotations"),
                Rule.same(POD + "volumes", "spec.pod.volumes"),
                Rule.same(CONTAINER + "env", "spec.pod.env"),
                Rule.same(CONTAINER + "volumeMounts", "spec.pod.volumeMounts"),
                Rule.same(CONTAINER + "securityContext", "spec.pod.containerSecurityContext"),
                Rule.changed(
                        "spec.externalConfiguration.env",
                        "spec.pod.env",
                        "",
                        (value, target, report) -> value.forEach(variable -> Fields.object(target, "spec.pod")
                                .withArray("env")
                                .add(variable))),
                Rule.changed(
                        "spec.externalConfiguration.volumes",
                        "spec.pod.volumes",
                        "and `volumeMounts`, at the same path",
                        StrimziPods::externalVolumes),
                Rule.same("spec.template.serviceAccount.metadata.annotations", "spec.serviceAccount.annotations"),
                Rule.same("spec.template.apiService.metadata.annotations", "spec.rest.service.annotations"),
                Rule.same("spec.template.podDisruptionBudget.maxUnavailable", "spec.disruptionBudget.maxUnavailable"),
                Rule.noneBelow("spec.template", "the operator makes pods and objects of its own")));
        Stream.of(
                        "affinity",
                        "tolerations",
                        "topologySpreadConstraints",
                        "priorityClassName",
                        "securityContext",
                        "imagePullSecrets",
                        "terminationGracePeriodSeconds",
                        "schedulerName",
                        "hostAliases",
                        "dnsPolicy",
                        "dnsConfig")
                .forEach(name -> rules.add(rules.size() - 1, Rule.same(POD + name, "spec.pod." + name)));
        for (String probe : List.of("liveness", "readiness")) {
            for (String number :
                    List.of("initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold")) {
                rules.add(Rule.same(
                        "spec.%sProbe.%s".formatted(probe, number), "spec.pod.probes.%s.%s".formatted(probe, number)));
            }
        }
        return rules;
    }

    private static void externalVolumes(JsonNode volumes, ObjectNode target, Report report) {
        ObjectNode pod = Fields.object(target, "spec.pod");
        for (JsonNode volume : volumes) {
            String name = volume.path("name").asText();
            pod.withArray("volumes").add(volume);
            pod.withArray("volumeMounts")
                    .addObject()
                    .put("name", name)
                    .put("mountPath", "/opt/kafka/external-configuration/" + name)
                    .put("readOnly", true);
        }
    }
}
