package dev.spate.coordinator.report;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the files of a run, each whole or not at all. It goes through the events twice: what a
/// lost worker reported when it was back belongs before its loss.
public final class RunFiles {
  private static final String JOURNAL = "journal.pb";
  private static final String TIMELINE_DRAFT = ".timeline.draft";

  private final Path dir;
  private final TimelineFile timeline;
  private final RunFold fold;
  private @Nullable HdrLogExporter responseTimes;
  private @Nullable HdrLogExporter serviceTimes;

  /// Null where the plan has no groups.
  private @Nullable HdrLogExporter groupTimes;

  private RunEvent.@Nullable Opened opened;

  private RunFiles(Path dir, TimelineFile timeline, LateReports late) {
    this.dir = dir;
    this.timeline = timeline;
    this.fold =
        new RunFold(
            timeline,
            (slot, requests, groups) -> {
              if (responseTimes != null && serviceTimes != null) {
                responseTimes.onSlotMeasured(slot, requests);
                serviceTimes.onSlotMeasured(slot, requests);
              }
              if (groupTimes != null) {
                groupTimes.onSlotMeasured(slot, groups);
              }
            },
            late);
  }

  /// Writes the files of the run whose `journal.pb` is in a directory, into that directory.
  ///
  /// @throws IOException where a file cannot be written, or the journal holds no run
  /// @throws dev.spate.coordinator.history.JournalException where there is no readable journal
  public static Report write(Path dir) throws IOException {
    return write(dir, reader -> Journal.read(dir.resolve(JOURNAL), reader));
  }

  /// Writes `plan.yaml`, `report.json`, `report.html`, `junit.xml`, `response_time.hlog`,
  /// `service_time.hlog`, `percentiles.hgrm` and `timeline.csv`, and `group_time.hlog` where the
  /// plan has groups. Files of these names are replaced.
  ///
  /// @param dir created where it is not there
  /// @param events hands each event of the run to its argument, in order, each time that it is
  ///   asked to
  /// @throws IOException where a file cannot be written, or there is no run in the events
  public static Report write(Path dir, Consumer<Consumer<RunEvent>> events) throws IOException {
    return write(dir, events, LateReports.of(events));
  }

  /// Likewise, of a run in which no worker was lost: events are asked for once, for nobody can have
  /// said anything after its loss.
  public static Report writeWithoutLosses(Path dir, Consumer<Consumer<RunEvent>> events)
      throws IOException {
    return write(dir, events, LateReports.NONE);
  }

  private static Report write(Path dir, Consumer<Consumer<RunEvent>> events, LateReports late)
      throws IOException {
    Files.createDirectories(dir);
    try (TimelineFile timeline = new TimelineFile(dir.resolve(TIMELINE_DRAFT))) {
      RunFiles files = new RunFiles(dir, timeline, late);
      try {
        events.accept(files::onEvent);
        return files.finish();
      } finally {
        files.closeLogs();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void onEvent(RunEvent event) {
    if (event instanceof RunEvent.Opened opening) {
      opened = opening;
      openLogs(opening);
    }
    if (event instanceof RunEvent.Started starting
        && responseTimes != null
        && serviceTimes != null) {
      responseTimes.onStarted(starting.at());
      serviceTimes.onStarted(starting.at());
      if (groupTimes != null) {
        groupTimes.onStarted(starting.at());
      }
    }
    fold.accept(event);
  }

  private void openLogs(RunEvent.Opened opening) {
    List<String> names = opening.plan().requestNames();
    List<String> groups = opening.plan().groupNames();
    try {
      responseTimes =
          new HdrLogExporter(TimedMetric.RESPONSE_TIME, dir.resolve("response_time.hlog"), names);
      serviceTimes =
          new HdrLogExporter(TimedMetric.SERVICE_TIME, dir.resolve("service_time.hlog"), names);
      if (!groups.isEmpty()) {
        groupTimes =
            new HdrLogExporter(TimedMetric.RESPONSE_TIME, dir.resolve("group_time.hlog"), groups);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Report finish() throws IOException {
    if (opened == null) {
      throw new IOException("there is no run in the journal for " + dir);
    }
    fold.onEnd();
    Report report = fold.report();
    if (responseTimes != null && serviceTimes != null) {
      responseTimes.commit();
      serviceTimes.commit();
      if (groupTimes != null) {
        groupTimes.commit();
      }
      AtomicFile.write(dir.resolve("plan.yaml"), opened.planText());
    }
    AtomicFile.write(
        dir.resolve("percentiles.hgrm"), out -> PercentilesFile.write(fold.responseTimes(), out));
    AtomicFile.write(dir.resolve("timeline.csv"), out -> TimelineCsv.write(timeline, out));
    AtomicFile.write(dir.resolve("junit.xml"), JunitXml.of(report));
    AtomicFile.write(dir.resolve("report.html"), HtmlReport.of(report, timeline));
    AtomicFile.write(dir.resolve("report.json"), out -> ReportJson.write(report, timeline, out));
    return report;
  }

  private void closeLogs() throws IOException {
    if (responseTimes != null) {
      responseTimes.close();
    }
    if (serviceTimes != null) {
      serviceTimes.close();
    }
    if (groupTimes != null) {
      groupTimes.close();
    }
  }
}
