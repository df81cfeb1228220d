package dev.spate.worker;

import dev.spate.worker.engine.LoopListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the virtual users of a run log, in the worker's log: its first lines. Safe for several
/// threads.
final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final String run;
  private final AtomicInteger lines = new AtomicInteger();

  RunLog(String run) {
    this.run = run;
  }

  void add(String line) {
    int number = lines.incrementAndGet();
    if (number <= LoopListener.MAX_LOG_LINES) {
      LOG.info("run {}: {}", run, line);
    }
    if (number == LoopListener.MAX_LOG_LINES) {
      LOG.info("run {}: what else its plan logs is left out", run);
    }
  }
}
