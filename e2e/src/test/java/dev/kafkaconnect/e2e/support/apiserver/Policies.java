package dev.kafkaconnect.e2e.support.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Admission policies of a platform, in the namespace of the test that runs, and gone after it. An instance field. */
public final class Policies implements AfterEachCallback {
    public static final String WORDS = "the label cost-center is missing";

    private final ApiServer api;
    private final List<HasMetadata> made = new ArrayList<>();

    public Policies(ApiServer api) {
        this.api = api;
    }

    /** Refuses everything of these kinds that is made, with HTTP status 403. Returns when it does. */
    public void deny(String group, List<String> resources, HasMetadata example) {
        String name = "deny-" + api.namespace() + "-" + resources.getFirst();
        make("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %s}
                spec:
                  failurePolicy: Fail
                  matchConstraints:
                    resourceRules:
                      - {apiGroups: ['%s'], apiVersions: ['*'], operations: [CREATE], resources: %s}
                  validations:
                    - {expression: 'false', message: %s, reason: Forbidden}
                """.formatted(name, group, resources, WORDS));
        bind("ValidatingAdmissionPolicy", name, "validationActions: [Deny]");
        eventually().until(() -> refuses(example));
    }

    /** Rewrites everything of a kind that is written. Returns when it does so to the example, which is not kept. */
    public void mutate(String group, String resource, String expression, HasMetadata example, String sign) {
        String name = "mutate-" + api.namespace() + "-" + resource;
        make("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicy
                metadata: {name: %s}
                spec:
                  failurePolicy: Fail
                  reinvocationPolicy: Never
                  matchConstraints:
                    resourceRules:
                      - {apiGroups: ['%s'], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: [%s]}
                  mutations:
                    - patchType: ApplyConfiguration
                      applyConfiguration:
                        expression: |
                %s""".formatted(name, group, resource, expression.indent(10)));
        bind("MutatingAdmissionPolicy", name, "");
        eventually()
                .until(() -> Serialization.asYaml(
                                api.admin().resource(example).dryRun().create())
                        .contains(sign));
    }

    /**
     * Makes one of examples/policies effective in this namespace alone. Its parameters are left to the test.
     *
     * @param file name of the file
     */
    public void example(String file) {
        String text;
        try {
            text = Files.readString(Project.file("examples/policies").resolve(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        for (String document : text.split("(?m)^---$")) {
            GenericKubernetesResource one = Serialization.unmarshal(document, GenericKubernetesResource.class);
            switch (one.getKind()) {
                case "ValidatingAdmissionPolicy" ->
                    made.add(api.admin().resource(one).create());
                case "ValidatingAdmissionPolicyBinding" -> {
                    Map<String, Object> spec = one.get("spec");
                    spec.put(
                            "matchResources",
                            Map.of(
                                    "namespaceSelector",
                                    Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", api.namespace()))));
                    made.add(api.admin().resource(one).create());
                }
                default -> {}
            }
        }
    }

    private boolean refuses(HasMetadata example) {
        try {
            api.admin().resource(example).dryRun().create();
            return false;
        } catch (KubernetesClientException refused) {
            return refused.getMessage().contains(WORDS);
        }
    }

    private void bind(String kind, String name, String more) {
        make("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: %sBinding
                metadata: {name: %s}
                spec:
                  policyName: %s
                  matchResources:
                    namespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: %s}
                  %s
                """.formatted(kind, name, name, api.namespace(), more));
    }

    private void make(String manifest) {
        made.add(api.admin()
                .resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
                .create());
    }

    public void remove() {
        made.reversed().forEach(one -> api.admin().resource(one).delete());
        made.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        remove();
    }
}
