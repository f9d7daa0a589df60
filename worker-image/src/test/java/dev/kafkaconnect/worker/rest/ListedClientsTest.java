package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.worker.rest.ListedClients.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedClientsTest {
    @TempDir
    Path directory;

    private Path file;
    private ListedClients clients;

    @BeforeEach
    void inAFile() {
        file = directory.resolve("clients");
        clients = ListedClients.in(file);
    }

    @Test
    void eachHasTheAccessThatTheFileSaysNow() throws IOException {
        Files.writeString(file, "f1=ReadOnly kafbat 2030-01-01T00:00:00Z\nf2=Full kcctl 2030-01-01T00:00:00Z\n");

        assertThat(clients.access("f1")).hasValue(Access.READ_ONLY);
        assertThat(clients.access("f2")).hasValue(Access.FULL);
        assertThat(clients.access("f3")).isEmpty();

        Files.writeString(file, "f1=Full kafbat 2030-01-01T00:00:00Z\n");

        assertThat(clients.access("f1")).hasValue(Access.FULL);
        assertThat(clients.access("f2")).isEmpty();
    }

    @Test
    void withoutAFileThereAreNone() {
        assertThat(clients.access("f1")).isEmpty();
    }

    @Test
    void anAccessThatTheWorkerDoesNotKnowIsNone() throws IOException {
        Files.writeString(file, "f1=Administrator x\nf2=\nleaving.x=\n");

        assertThat(clients.access("f1")).isEmpty();
        assertThat(clients.access("f2")).isEmpty();
        assertThat(clients.access("leaving.x")).isEmpty();
    }

    @Test
    void aFileThatIsDamagedListsNobody() throws IOException {
        Files.writeString(file, "f1=Full x\nf2=\\u00zz\n");

        assertThat(clients.access("f1")).isEmpty();
    }
}
