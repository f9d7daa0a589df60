package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestExtensionsTest {
    private static final String GATE = "dev.kafkaconnect.worker.rest.RestGate";
    private static final String EVERYWHERE =
            "dev.kafkaconnect.worker.rest.ContractHeader,dev.kafkaconnect.worker.rest.LeaderHeader,dev.kafkaconnect.worker.rest.PluginFiles";

    @Test
    void standsBeforeARestServerThatSaysWhichHostItsClientsHave() {
        assertThat(RestExtensions.in(Map.of("rest.client.host", "payments-rest")))
                .containsEntry("rest.extension.classes", GATE + "," + EVERYWHERE)
                .containsEntry("rest.client.host", "payments-rest");
    }

    @Test
    void standsBeforeTheExtensionsOfAUserWhateverTheyAre() {
        assertThat(RestExtensions.in(Map.of("rest.client.host", "x", "rest.extension.classes", "a.B,c.D")))
                .containsEntry("rest.extension.classes", GATE + "," + EVERYWHERE + ",a.B,c.D");
    }

    @Test
    void everyWorkerSaysItsContractAndItsLeaderAndWhereItsPluginsAre() {
        assertThat(RestExtensions.in(Map.of("rest.extension.classes", "a.B")))
                .containsEntry("rest.extension.classes", EVERYWHERE + ",a.B");
        assertThat(RestExtensions.in(Map.of())).containsEntry("rest.extension.classes", EVERYWHERE);
    }

    @Test
    void theNumberIsThatOfTheImage() throws IOException {
        assertThat(Files.readString(Path.of("contract")).strip()).isEqualTo(String.valueOf(ContractHeader.NUMBER));
    }
}
