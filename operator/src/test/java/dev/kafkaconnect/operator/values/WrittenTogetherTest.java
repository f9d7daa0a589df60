package dev.kafkaconnect.operator.values;

import static dev.kafkaconnect.operator.values.SecretInMemory.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.values.ValueDistribution.Progress;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many connectors change at the same time. */
class WrittenTogetherTest {
    private static final int CONNECTORS = 100;

    private final SecretInMemory secret = new SecretInMemory();
    private final List<String> nudges = new ArrayList<>();
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private final ExecutorService passes = Executors.newVirtualThreadPerTaskExecutor();
    private final ValueDistribution distribution =
            secret.distribution((cluster, version) -> nudges.add(version), new ManualClock(), later::add);
    private int before;

    @BeforeEach
    void create() {
        secret.create();
        secret.store.key(CLUSTER);
        before = secret.patches();
    }

    @AfterEach
    void close() {
        passes.close();
    }

    private ValueFiles files(String connector, String value) {
        return ValueFiles.of(
                connector,
                new TreeMap<>(Map.of("password", value)),
                secret.store.key(CLUSTER).orElseThrow());
    }

    private static String name(int number) {
        return "connector-" + number;
    }

    private Future<Progress> advance(ValueFiles files) {
        return passes.submit(() -> distribution.advance(CLUSTER, files, Map.of()));
    }

    /** The moment in which more may come is over. */
    private void flush(List<? extends Future<?>> waiting) {
        Awaitility.await().until(() -> {
            Runnable next = later.poll();
            if (next != null) {
                next.run();
            }
            return waiting.stream().allMatch(Future::isDone);
        });
    }

    private List<Future<Progress>> allWaiting() {
        List<Future<Progress>> waiting = IntStream.range(0, CONNECTORS)
                .mapToObj(number -> advance(files(name(number), "hunter2")))
                .toList();
        Awaitility.await().until(() -> distribution.waiting(CLUSTER) == CONNECTORS);
        return waiting;
    }

    @Test
    void connectorsThatChangeTogetherMakeOneWriteAndTheirWorkersAreToldOnce() {
        List<Future<Progress>> waiting = allWaiting();

        flush(waiting);

        assertThat(secret.written().subList(before, secret.patches()))
                .singleElement()
                .satisfies(keys -> assertThat(keys).hasSize(2 * CONNECTORS + 1));
        assertThat(nudges).hasSize(1);
        assertThat(waiting).allSatisfy(one -> assertThat(one.get()).isInstanceOf(Progress.OnTheWay.class));
    }

    @Test
    void aLaterWriteHoldsNothingButWhatIsNew() {
        flush(allWaiting());
        int patches = secret.patches();

        flush(List.of(advance(files("one-more", "hunter3"))));

        assertThat(secret.written().subList(patches, secret.patches()))
                .singleElement()
                .satisfies(keys -> assertThat(keys).hasSize(3));
    }

    @Test
    void filesThatNobodyRefersToGoTogetherAndNobodyIsTold() {
        flush(allWaiting());
        int patches = secret.patches();
        nudges.clear();
        StoredValues stored = secret.store.read(CLUSTER).orElseThrow();
        List<Future<?>> removals = new ArrayList<>();
        IntStream.range(0, CONNECTORS)
                .forEach(number ->
                        removals.add(passes.submit(() -> distribution.remove(CLUSTER, stored.filesOf(name(number))))));
        Awaitility.await().until(() -> distribution.waiting(CLUSTER) == CONNECTORS);

        flush(removals);

        assertThat(secret.patches()).isEqualTo(patches + 1);
        assertThat(nudges).isEmpty();
        assertThat(secret.files()).containsExactlyInAnyOrder(StoredValues.KEY, ArrivalMark.file(0));
    }

    @Test
    void whatIsTooLargeIsRefusedToItsConnectorAndToNoOther() throws Exception {
        secret.limit(CONNECTORS * 40);
        Future<Progress> offender = advance(files("offender", "x".repeat(CONNECTORS * 40)));
        Awaitility.await().until(() -> distribution.waiting(CLUSTER) == 1);
        List<Future<Progress>> others = IntStream.range(0, CONNECTORS)
                .mapToObj(number -> advance(files(name(number), "hunter2")))
                .toList();
        Awaitility.await().until(() -> distribution.waiting(CLUSTER) == CONNECTORS + 1);
        List<Future<Progress>> all = new ArrayList<>(others);
        all.add(offender);

        flush(all);

        assertThat(offender.get()).isInstanceOf(Progress.Refused.class);
        assertThat(others).allSatisfy(one -> assertThat(one.get()).isInstanceOf(Progress.OnTheWay.class));
        assertThat(secret.files()).containsAll(files(name(7), "hunter2").files().keySet());
        assertThat(secret.refused()).isLessThan(10);
    }

    @Test
    void aFailureReachesEveryoneWhoseFilesWereInTheWrite() {
        ValueDistribution broken = new ValueDistribution(
                new ValuesStore(secret.references, id -> Map.of(), new Broken()),
                (cluster, version) -> nudges.add(version),
                new ManualClock(),
                later::add);
        Callable<Progress> first = () -> broken.advance(CLUSTER, files("first", "hunter2"), Map.of());
        Callable<Progress> second = () -> broken.advance(CLUSTER, files("second", "hunter2"), Map.of());
        List<Future<Progress>> waiting = List.of(passes.submit(first), passes.submit(second));

        flush(waiting);

        assertThat(waiting)
                .allSatisfy(one -> assertThat(one)
                        .isDone()
                        .satisfies(failed -> assertThat(failed.exceptionNow())
                                .isInstanceOf(KubernetesClientException.class)
                                .hasMessage("no more today")));
        assertThat(nudges).isEmpty();
    }

    /** An API server that takes nothing. */
    private static final class Broken implements SecretWrites {
        @Override
        public Secret patch(Reference reference, String patch) {
            throw new KubernetesClientException("no more today", 403, null);
        }

        @Override
        public Secret create(Reference reference, Reference beside, Map<String, String> data) {
            throw new KubernetesClientException("no more today", 403, null);
        }
    }
}
