package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerContractTest {

    @ParameterizedTest
    @CsvSource({"2, 2", "17, 17", "'', 1", "0, 1", "-3, 1", "two, 1", "99999999999, 1"})
    void isWhatAWorkerSays(String said, int number) {
        assertThat(WorkerContract.of(said).number()).isEqualTo(number);
    }

    @Test
    void anImageThatSaysNothingIsTooOld() {
        assertThat(WorkerContract.UNSAID.fulfils(WorkerContract.NEEDED)).isFalse();
        assertThat(WorkerContract.NEEDED.fulfils(WorkerContract.NEEDED)).isTrue();
        assertThat(WorkerContract.CLASS_PATH.fulfils(WorkerContract.NEEDED)).isTrue();
        assertThat(WorkerContract.NEEDED.fulfils(WorkerContract.CLASS_PATH)).isFalse();
    }
}
