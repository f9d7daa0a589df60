package dev.kafkaconnect.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaWordsTest {
    /** The worker that is replaced has a limit of 512Mi, and asks for 500m of a processor. */
    private static final Pod REPLACED = new KubernetesSerialization().unmarshal("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: x-worker-1}
                    spec:
                      containers:
                        - name: worker
                          resources:
                            requests: {cpu: 500m, memory: 512Mi, example.com/gpu: 1}
                            limits: {memory: 512Mi}
                    """, Pod.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # full with the worker that goes
            exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2 | true
            exceeded quota: q, requested: count/pods=1, used: count/pods=3, limited: count/pods=3 | true
            exceeded quota: q, requested: limits.memory=512Mi,pods=1, used: limits.memory=1Gi,pods=2, limited: limits.memory=1Gi,pods=2 | true
            exceeded quota: q, requested: cpu=500m, used: cpu=1, limited: cpu=1 | true
            exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=1, limited: requests.cpu=1 | true
            exceeded quota: q, requested: requests.example.com/gpu=1, used: requests.example.com/gpu=4, limited: requests.example.com/gpu=4 | true
            # full even without it
            exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=1 | false
            exceeded quota: q, requested: limits.memory=1Gi, used: limits.memory=1Gi, limited: limits.memory=1Gi | false
            exceeded quota: q, requested: limits.memory=512Mi,pods=1, used: limits.memory=1Gi,pods=2, limited: limits.memory=1Gi,pods=1 | false
            exceeded quota: q, requested: limits.cpu=1, used: limits.cpu=4, limited: limits.cpu=4 | false
            # no matter how full it is
            failed quota: q: must specify limits.cpu for: worker | false
            violates PodSecurity "restricted:latest": runAsNonRoot != true | false
            """)
    void aQuotaIsExceededOnlyIfItIsWithoutTheWorkerThatGoes(String words, boolean room) {
        String whole = "pods \"x-worker-1\" is forbidden: " + words;

        assertThat(QuotaWords.leaveRoom(whole, REPLACED)).isEqualTo(room);
    }
}
