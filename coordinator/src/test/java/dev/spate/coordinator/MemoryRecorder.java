package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A record in memory that closes a slot with every report, and writes a small report.json.
public final class MemoryRecorder implements RunRecorder {
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> rows = new ArrayList<>();
  private final Path directory;
  private final Consumer<String> slots;
  private final Fault fault;
  private boolean broken;

  /// What goes wrong with the record.
  @FunctionalInterface
  public interface Fault {
    /// Before an event is kept.
    void on(RunEvent event) throws IOException;
  }

  public MemoryRecorder(Path directory, Consumer<String> slots, Fault fault) {
    this.directory = directory;
    this.slots = slots;
    this.fault = fault;
  }

  public List<RunEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void keep(RunEvent event) throws IOException {
    try {
      fault.on(event);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
    events.add(event);
    if (event instanceof RunEvent.Reported) {
      String row = "{\"slot\":" + rows.size() + "}";
      rows.add(row);
      slots.accept(row);
    }
  }

  @Override
  public String progress(RunPhase phase, String message) {
    return "{\"state\":\"" + phase.id() + "\",\"message\":\"" + message + "\"}";
  }

  @Override
  public RunResult finish() throws IOException {
    RunEvent.Opened opened = (RunEvent.Opened) events.getFirst();
    Files.writeString(directory.resolve("plan.yaml"), opened.planText());
    Files.writeString(
        directory.resolve("report.json"),
        """
        {"format":"spate-report/1",
         "run":{"id":"%s","name":"%s","startedAt":"%s"},
         "verdict":{"result":"PASSED","exitCode":0,"reasons":[]},
         "timeline":[%s],
         "workers":[]}
        """
            .formatted(opened.run(), opened.plan().name(), opened.at(), String.join(",", rows)));
    return new RunResult("PASSED", 0);
  }

  @Override
  public void close() {
    if (broken) {
      throw new IllegalStateException("cannot close what is broken");
    }
  }
}
