package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("image")
class RefusalImageTest {

    @Test
    void saysInOneLineWhichSettingIsMissingAndEnds() {
        var properties = PropertiesFile.distributed().without("bootstrap.servers");
        try (var worker = new WorkerInContainer("distributed", properties).thatEndsAtOnce()) {
            worker.start();

            assertThat(worker.exitCode()).isEqualTo(78);
            assertThat(worker.getLogs().lines())
                    .singleElement()
                    .asString()
                    .contains("connect-worker: ", "sets no bootstrap.servers");
        }
    }
}
