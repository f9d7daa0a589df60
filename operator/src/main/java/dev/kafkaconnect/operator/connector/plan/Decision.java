package dev.kafkaconnect.operator.connector.plan;

import java.util.List;
import java.util.Set;

/**
 * What a pass is going to do. Made by {@link ConnectorPlanner}; carried out and assessed by {@code ConnectorReconciliation}.
 *
 * @param drift keys that another client has changed on the workers
 * @param steps in their order
 */
public record Decision(Set<String> drift, List<Step> steps) {
    public static final Decision NOTHING = new Decision(Set.of(), List.of());

    /** Whether anything is sent. */
    public boolean acts() {
        return steps.stream().anyMatch(step -> !(step instanceof Step.WaitUntil));
    }

    public boolean replacesConfig() {
        return steps.contains(new Step.PutConfig());
    }

    public boolean changesOffsets() {
        return steps.contains(new Step.ChangeOffsets());
    }
}
