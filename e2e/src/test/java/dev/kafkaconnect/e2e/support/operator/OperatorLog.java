package dev.kafkaconnect.e2e.support.operator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged in this process while it is open: the operator runs here. */
public final class OperatorLog implements AutoCloseable {
    private final LoggerContext context = LoggerContext.getContext(false);
    private final Memory memory = new Memory();

    private static final class Memory extends AbstractAppender {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        private Memory() {
            super("memory", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add("%s %s %s"
                    .formatted(
                            event.getMessage().getFormattedMessage(),
                            event.getContextData(),
                            event.getThrown() == null ? "" : event.getThrown()));
        }
    }

    private OperatorLog() {
        memory.start();
        for (LoggerConfig logger : context.getConfiguration().getLoggers().values()) {
            logger.addAppender(memory, null, null);
        }
        context.updateLoggers();
    }

    public static OperatorLog open() {
        return new OperatorLog();
    }

    public String text() {
        return memory.lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        for (LoggerConfig logger : context.getConfiguration().getLoggers().values()) {
            logger.removeAppender(memory.getName());
        }
        context.updateLoggers();
        memory.stop();
    }
}
