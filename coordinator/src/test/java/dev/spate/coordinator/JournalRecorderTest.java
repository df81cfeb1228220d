package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.JournalException;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.report.ReportJson;
import dev.spate.coordinator.report.SlotRow;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JournalRecorderTest {
  private static final String RUN = "20261122-145501-k3x9";
  private static final long S = Plans.SECOND_NS;
  private static final Plan PLAN = Plans.lasting(3 * S, 1);

  @TempDir private Path results = Path.of("");
  private final List<String> rows = new ArrayList<>();

  @Test
  void keepsARunAndReportsIt() throws IOException {
    Path directory = results.resolve(RUN);
    List<RunEvent> events = events();
    RunResult result;
    try (JournalRecorder recorder = JournalRecorder.open(directory, rows::add)) {
      for (RunEvent event : events) {
        recorder.keep(event);
      }
      result = recorder.finish();
    }
    List<RunEvent> journal = new ArrayList<>();
    assertThat(Journal.read(directory.resolve("journal.pb"), journal::add)).isNotNull();
    assertThat(journal).isEqualTo(events);
    var report = ReportJson.read(directory.resolve("report.json"));
    assertThat(report.run().id()).isEqualTo(RUN);
    assertThat(result)
        .isEqualTo(new RunResult(report.verdict().result().name(), report.verdict().exitCode()));
    List<SlotRow> timeline = new ArrayList<>();
    ReportJson.readTimeline(directory.resolve("report.json"), timeline::add);
    assertThat(rows.stream().map(ReportJson::readRow))
        .as("the live rows are the report's, numbered alike")
        .isEqualTo(timeline)
        .hasSize(3);
    assertThat(RunHistory.read(results, 10))
        .singleElement()
        .satisfies(summary -> assertThat(summary.result()).isEqualTo(result));
  }

  @Test
  void keepsNoSecretOfThePlan() throws IOException {
    String text =
        """
        target: http://127.0.0.1:8080
        http: { headers: { authorization: Bearer swordfish } }
        phases: [ { arrivalRate: 10/s, duration: 3s } ]
        scenarios: { only: { flow: [ { get: / } ] } }
        """;
    if (!(PlanParser.parse(text) instanceof ParsedPlan.Accepted(var plan, var redacted))) {
      throw new AssertionError("a plan that is not accepted");
    }
    Path directory = results.resolve(RUN);
    try (JournalRecorder recorder = JournalRecorder.open(directory, rows::add)) {
      recorder.keep(new RunEvent.Opened(RUN, Instant.EPOCH, plan, redacted, Map.of(), "0"));
    }
    String kept = Files.readString(directory.resolve("journal.pb"), StandardCharsets.ISO_8859_1);
    assertThat(kept).contains("authorization").doesNotContain("swordfish");
  }

  @Test
  void progressSaysWhereTheRunIs() throws IOException {
    try (JournalRecorder recorder = JournalRecorder.open(results.resolve(RUN), rows::add)) {
      recorder.keep(events().getFirst());
      String text = recorder.progress(RunPhase.WAITING, "waiting for workers: 0 of 1");
      JsonNode progress = new JsonMapper().readTree(text);
      assertThat(text).doesNotContain("\n");
      assertThat(progress.propertyNames())
          .contains("state", "elapsedSeconds", "durationSeconds", "phase", "plannedPerSecond")
          .contains("offeredPerSecond", "requestsPerSecond", "failedPerSecond", "p50", "p99")
          .contains("inFlight", "workers", "message");
      assertThat(progress.path("state").stringValue()).isEqualTo("waiting");
      assertThat(progress.path("durationSeconds").doubleValue()).isEqualTo(3);
    }
  }

  @Test
  void aRunIsNotRecordedOverAnother() throws IOException {
    JournalRecorder.open(results.resolve(RUN), rows::add).close();
    assertThatThrownBy(() -> JournalRecorder.open(results.resolve(RUN), rows::add))
        .isInstanceOf(JournalException.class);
  }

  @Test
  void aDamagedJournalIsSetAside() throws IOException {
    Path directory = results.resolve(RUN);
    try (JournalRecorder recorder = JournalRecorder.open(directory, rows::add)) {
      events().forEach(recorder::keep);
    }
    assertThat(JournalRecorder.isSetAside(directory)).isFalse();
    Path journal = directory.resolve("journal.pb");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);

    assertThatThrownBy(() -> JournalRecorder.reopen(directory, rows::add, _ -> {}))
        .isInstanceOf(JournalException.class)
        .extracting(RootCause::of)
        .asString()
        .contains("is damaged at offset ", "; it is now journal.damaged.pb");
    assertThat(JournalRecorder.isSetAside(directory)).isTrue();
    assertThat(directory.resolve("journal.damaged.pb")).hasBinaryContent(bytes);
  }

  /// A run without losses is read once, and so is not looked through for them.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatALostWorkerSaysWhenItIsBackCounts(boolean takenOver) throws IOException {
    Path directory = results.resolve(RUN);
    List<RunEvent> events = events();
    events.removeIf(RunEvent.WorkerEnded.class::isInstance);
    events.add(2, new RunEvent.WorkerEnded("anna", WorkerEnd.LOST, S, "silent for 3 s"));
    JournalRecorder recorder = JournalRecorder.open(directory, rows::add);
    events.forEach(recorder::keep);
    if (takenOver) {
      recorder.close();
      recorder = JournalRecorder.reopen(directory, rows::add, _ -> {});
    }
    var _ = recorder.finish();

    assertThat(Files.readString(directory.resolve("report.json")))
        .contains("\"returnedAt\" : 0.0")
        .doesNotContain("LATE_REPORTS");
  }

  /// A run whose worker reported that nothing was due.
  private static List<RunEvent> events() {
    Instant at = Instant.parse("2026-11-22T14:55:01Z");
    var worker = Plans.worker("anna", 1);
    List<RunEvent> events = new ArrayList<>();
    events.add(new RunEvent.Opened(RUN, at, PLAN, "a text", Map.of("k", "v"), "0.1.0"));
    events.add(
        new RunEvent.Started(
            at, List.of(new RunEvent.Share(worker, Lanes.all(PLAN.lanes()), 5, 7))));
    for (int tick = 0; tick < 3; tick++) {
      events.add(new RunEvent.Reported(Plans.interval("anna", 1, tick, (tick + 1) * S)));
    }
    events.add(new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 3 * S));
    events.add(new RunEvent.Closed(at.plusSeconds(3), Ending.COMPLETED, ""));
    return events;
  }
}
