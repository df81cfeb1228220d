package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of one run, and what it amounts to: its events as they happen, the report in the
/// end, or why there is none.
final class RunRecord {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  private final RunOrder order;
  private final RunRecorder recorder;
  private Instant startedAt;
  private String progress = "";
  private RunStage stage = new RunStage(RunPhase.WAITING, "");
  private String live = "";
  private MetricSnapshots metrics = new MetricSnapshots();
  private boolean writing;
  private @Nullable RunResult result;

  /// Begins one, or goes on with that which another process began.
  ///
  /// @param slots told of every slot that closes
  /// @param past told of what happened before
  RunRecord(
      RunOrder order,
      RunRecorder.Factory recorders,
      Consumer<String> slots,
      Consumer<RunEvent> past)
      throws IOException {
    this.order = order;
    this.startedAt = order.opened().at();
    this.recorder =
        order.resumed()
            ? recorders.reopen(
                order.directory(),
                slots,
                event -> {
                  noteStart(event);
                  past.accept(event);
                })
            : recorders.open(order.directory(), slots);
  }

  /// What a run amounts to whose record cannot be begun, or not be gone on with.
  static RunSummary unbegun(RunOrder order, Exception failure) {
    String problem =
        "run %s cannot %s: %s"
            .formatted(order.run(), order.resumed() ? "go on" : "begin", RootCause.of(failure));
    LOG.error("{}", problem);
    LOG.debug("{}", order.run(), failure);
    return order.summary(RunPhase.FINISHED).finished(RunResult.unrecorded(problem));
  }

  private void noteStart(RunEvent event) {
    if (event instanceof RunEvent.Started(var at, _)) {
      startedAt = at;
    }
  }

  /// @throws IllegalStateException where it cannot be kept; that is what the run then amounts to
  void keep(RunEvent event) {
    noteStart(event);
    try {
      recorder.keep(event);
    } catch (IOException | RuntimeException e) {
      String problem =
          "run %s was ended, for what happens in it cannot be kept in %s: %s"
              .formatted(order.run(), order.directory(), RootCause.of(e));
      result = RunResult.unrecorded(problem);
      throw new IllegalStateException(problem, e);
    }
  }

  /// The threshold that is to end the run by what is kept so far; null where none is.
  RunEvent.@Nullable Crossing crossing() {
    return writing ? null : recorder.crossing();
  }

  /// When it started; until then, when it was submitted.
  Instant startedAt() {
    return startedAt;
  }

  /// What it amounts to, once it has a report or never will.
  @Nullable RunResult result() {
    return result;
  }

  /// The snapshot as of the last update, as JSON.
  String progress() {
    return progress;
  }

  /// The same, and all that people see who watch the run. It is made where somebody does, and once
  /// for all of them.
  String live() {
    if (live.isEmpty()) {
      live = recorder.live(stage.phase(), stage.message());
    }
    return live;
  }

  /// For those who monitor; the last ones, where the report is being written.
  MetricSnapshots metrics() {
    if (!writing) {
      metrics = recorder.metrics();
    }
    return metrics;
  }

  void update(RunStage now) {
    stage = now;
    progress = recorder.progress(now.phase(), now.message());
    live = "";
  }

  /// Whether the report is being written, or is.
  boolean isClosed() {
    return writing;
  }

  /// Begins to write the report. Nothing is kept from here on.
  CompletableFuture<RunResult> write() {
    var _ = metrics();
    writing = true;
    update(new RunStage(RunPhase.RUNNING, RunStage.WRITING));
    var _ = live(); // While another thread writes, nobody asks the recorder.
    return CompletableFuture.supplyAsync(this::finish, Thread::startVirtualThread);
  }

  private RunResult finish() {
    try {
      return recorder.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param written what [#write()] came to; null where it failed
  RunResult onWritten(@Nullable RunResult written, @Nullable Throwable failure) {
    RunResult last = Objects.requireNonNullElseGet(written, () -> unwritten(failure));
    result = last;
    return last;
  }

  private RunResult unwritten(@Nullable Throwable failure) {
    String cause = failure == null ? "" : ": " + RootCause.of(failure);
    String problem = "cannot write the report into " + order.directory() + cause;
    LOG.error("{}: {}", order.run(), problem);
    LOG.debug("{}", order.run(), failure);
    return RunResult.unrecorded(problem);
  }

  /// Lets go of its files.
  void close() {
    try {
      recorder.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot close the record of {}: {}", order.run(), RootCause.of(e), e);
    }
  }
}
