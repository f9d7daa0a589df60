package dev.kafkaconnect.worker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerStatus;

/** A worker under the conditions of a restricted pod: nothing is writable but {@code /tmp}. */
class WorkerInContainer extends GenericContainer<WorkerInContainer> {

    private static final String PROPERTIES = "/etc/connect/worker.properties";
    private static final int REST = 8083;

    private final List<Bind> binds = new ArrayList<>();

    WorkerInContainer(String mode, PropertiesFile properties, String... arguments) {
        super(Images.worker());
        mount(file("worker.properties", properties.text()), PROPERTIES);
        var command = new ArrayList<>(List.of(mode, PROPERTIES));
        command.addAll(List.of(arguments));
        withCommand(command.toArray(String[]::new));
        withExposedPorts(REST);
        withTmpFs(Map.of("/tmp", "rw,exec"));
        // Added here because Testcontainers copies files into a container, which a read-only one refuses.
        withCreateContainerCmdModifier(
                create -> create.getHostConfig().withReadonlyRootfs(true).withBinds(binds));
        waitingFor(Wait.forHttp("/health").forPort(REST).withStartupTimeout(Duration.ofMinutes(2)));
    }

    WorkerInContainer mount(Path file, String target) {
        binds.add(new Bind(file.toString(), new Volume(target), AccessMode.ro));
        return this;
    }

    /** As a cluster mounts the image of a plug-in. */
    WorkerInContainer withFileConnectors() {
        Path jars = Path.of("../examples/plugin-file/target/dist/connect-file");
        return mount(jars.toAbsolutePath().normalize(), "/opt/kafka-connect/plugins/connect-file");
    }

    /** What {@link UnixLogin} prints there. */
    String unixLogin() {
        return run("/opt/java/bin/java", "-Xshare:auto", "-cp", "/tests", UnixLogin.class.getName());
    }

    WorkerInContainer withTestClasses() {
        return mount(Path.of("target/test-classes").toAbsolutePath(), "/tests");
    }

    /** By address, since not every engine resolves the names of containers. */
    WorkerInContainer using(BrokerContainer broker) {
        return withNetwork(broker.getNetwork()).withExtraHost("broker", broker.ipAddress());
    }

    WorkerInContainer asUser(String user) {
        return withCreateContainerCmdModifier(create -> create.withUser(user));
    }

    /** To be started in the expectation that it refuses. */
    WorkerInContainer thatEndsAtOnce() {
        setExposedPorts(List.of());
        withStartupCheckStrategy(new StartupCheckStrategy() {
            @Override
            public StartupStatus checkStartupState(DockerClient client, String id) {
                return DockerStatus.isContainerStopped(getCurrentState(client, id))
                        ? StartupStatus.SUCCESSFUL
                        : StartupStatus.NOT_YET_KNOWN;
            }
        });
        return waitingFor(Wait.forLogMessage(".*\\n", 1));
    }

    RestApi rest() {
        return new RestApi("http://" + getHost() + ":" + getMappedPort(REST));
    }

    String run(String... command) {
        try {
            var result = execInContainer(command);
            return (result.getStdout() + result.getStderr()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void terminate() {
        getDockerClient().killContainerCmd(getContainerId()).withSignal("TERM").exec();
    }

    long exitCode() {
        return getDockerClient()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
    }

    /** A file that any user of a container may read. */
    static Path file(String name, String text) {
        try {
            var directory = Files.createTempDirectory("worker");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
