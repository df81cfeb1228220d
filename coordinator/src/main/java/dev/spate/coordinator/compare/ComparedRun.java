package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/// A finished run, as it is compared with others.
///
/// @param plan the text of plan.yaml; empty where there is none
record ComparedRun(Report report, String plan, ResponseTimes times) {
  private static final int MOST_PLAN_BYTES = 8 << 20;

  /// Reads what a run left.
  ///
  /// @param directory of the run
  /// @throws ComparisonException where something that it needs is missing or damaged
  static ComparedRun read(Path directory) {
    return new ComparedRun(
        report(directory.resolve("report.json")),
        plan(directory.resolve("plan.yaml")),
        ResponseTimes.read(directory.resolve("response_time.hlog")));
  }

  String id() {
    return report.run().id();
  }

  private static Report report(Path file) {
    try {
      return ReportJson.read(file);
    } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
      String reason = reason(e);
      throw new ComparisonException(
          reason.startsWith(file.toString()) ? reason : "cannot read " + file + ": " + reason, e);
    }
  }

  private static String plan(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_PLAN_BYTES), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      throw new ComparisonException("cannot read " + file + ": " + reason(e), e);
    }
  }

  /// In a line, for people.
  static String reason(Exception failure) {
    String message = failure.getMessage();
    return failure instanceof NoSuchFileException
        ? "there is no such file"
        : message == null
            ? failure.getClass().getSimpleName()
            : message.lines().findFirst().orElse("");
  }
}
