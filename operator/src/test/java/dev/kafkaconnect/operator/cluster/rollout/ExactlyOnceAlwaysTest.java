package dev.kafkaconnect.operator.cluster.rollout;

import static dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase.Disabled;
import static dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase.Enabled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.rollout.ExactlyOnceSteps.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every state that three workers can get into, whenever the user changes his mind, a worker dies or comes back as what it was,
 * and however many passes the operator misses. The operator remembers nothing, so being killed is nothing special.
 */
class ExactlyOnceAlwaysTest {
    private static final int WORKERS = 3;

    /**
     * @param current what the StatefulSet's controller gives to workers below the partition
     */
    private record Group(
            ExactlyOncePhase wanted,
            ExactlyOncePhase template,
            ExactlyOncePhase current,
            int partition,
            List<ExactlyOncePhase> running,
            List<Boolean> ready) {

        static Group of(ExactlyOncePhase phase) {
            return new Group(
                    phase,
                    phase,
                    phase,
                    WORKERS,
                    Collections.nCopies(WORKERS, phase),
                    Collections.nCopies(WORKERS, true));
        }

        boolean settled() {
            return partition == WORKERS && current == template && allRunTheTemplate();
        }

        private boolean allRunTheTemplate() {
            return running.stream().allMatch(template::equals) && !ready.contains(false);
        }

        Stream<Group> next() {
            Stream.Builder<Group> next = Stream.builder();
            next.add(wanting(Disabled));
            next.add(wanting(Enabled));
            next.add(pass());
            next.add(taken());
            next.add(completed());
            for (int worker = 0; worker < WORKERS; worker++) {
                next.add(with(worker, running.get(worker), false));
                next.add(with(worker, running.get(worker), true));
                next.add(with(worker, worker < partition ? current : template, false));
            }
            return next.build();
        }

        private Group wanting(ExactlyOncePhase phase) {
            return new Group(phase, template, current, partition, running, ready);
        }

        Group pass() {
            ExactlyOncePhase phase = new ExactlyOnceSteps(
                            template,
                            EnumSet.copyOf(running),
                            EnumSet.copyOf(running),
                            settled() ? State.SETTLED : State.MOVING)
                    .next(wanted);
            return phase == template ? this : new Group(wanted, phase, current, WORKERS, running, ready);
        }

        /** The partition falls once those above it are ready on the template. */
        Group taken() {
            boolean mayGoOn = partition > 0
                    && !(current == template
                            && partition == WORKERS
                            && running.stream().allMatch(template::equals));
            for (int worker = partition; worker < WORKERS; worker++) {
                mayGoOn &= running.get(worker) == template && ready.get(worker);
            }
            return mayGoOn ? new Group(wanted, template, current, partition - 1, running, ready) : this;
        }

        private Group completed() {
            return allRunTheTemplate() && partition == 0
                    ? new Group(wanted, template, template, WORKERS, running, ready)
                    : this;
        }

        private Group with(int worker, ExactlyOncePhase phase, boolean isReady) {
            List<ExactlyOncePhase> phases = new ArrayList<>(running);
            phases.set(worker, phase);
            List<Boolean> readiness = new ArrayList<>(ready);
            readiness.set(worker, isReady);
            return new Group(wanted, template, current, partition, phases, readiness);
        }

        /** All goes well from here on and nobody changes anything. */
        Group inPeace() {
            Group group = this;
            for (int worker = 0; worker < WORKERS; worker++) {
                group = group.with(worker, worker < partition ? running.get(worker) : template, true);
            }
            return group.completed().pass().taken();
        }
    }

    @Test
    void workersThatWriteInTransactionsAreNeverBesideWorkersThatKnowNothingOfThem() {
        assertThat(reachable())
                .hasSizeGreaterThan(100)
                .noneMatch(group ->
                        group.running().contains(Disabled) && group.running().contains(Enabled));
    }

    @Test
    void whatIsWantedIsReachedFromEverywhere() {
        assertThat(reachable()).allSatisfy(from -> {
            Group group = from;
            for (int step = 0; step < 20; step++) {
                group = group.inPeace();
            }
            assertThat(group.running()).containsOnly(from.wanted());
            assertThat(group.settled()).isTrue();
        });
    }

    private static Set<Group> reachable() {
        Set<Group> seen = new HashSet<>();
        Deque<Group> open = new ArrayDeque<>(List.of(Group.of(Disabled), Group.of(Enabled)));
        while (!open.isEmpty()) {
            Group group = open.remove();
            if (seen.add(group)) {
                group.next().forEach(open::add);
            }
        }
        return seen;
    }
}
