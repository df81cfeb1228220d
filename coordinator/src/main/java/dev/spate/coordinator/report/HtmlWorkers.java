package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.HtmlTable.cell;

import dev.spate.coordinator.report.Report.WorkerRow;

/// The section of the page that says of each worker how it did, and what it ran on.
final class HtmlWorkers {
  private HtmlWorkers() {}

  static String of(Report report) {
    Report.Environment environment = report.environment();
    HtmlTable table =
        new HtmlTable(
            "Workers",
            "%s, %s · %s · %s · Spate %s"
                .formatted(
                    environment.transport(),
                    environment.idle(),
                    environment.jvm(),
                    environment.os(),
                    report.run().spateVersion()),
            "Worker",
            "Lanes",
            "Offered",
            "Lag p99",
            "Busiest loop",
            "Waited for a processor",
            "Stolen by the host",
            "Longest pause",
            "Longest GC",
            "p50",
            "p99",
            "Start ±",
            "State");
    for (WorkerRow worker : report.workers()) {
      table.row(cells(worker));
    }
    return table.close();
  }

  private static String[] cells(WorkerRow worker) {
    boolean gone = worker.state().equals("lost") || worker.state().equals("left");
    return new String[] {
      cell(
          "left",
          Markup.escaped(worker.id())
              + "<span class=\"range\">"
              + Markup.escaped(worker.host() + ", " + Figures.of(worker.cores(), "core"))
              + "</span>"),
      cell(Figures.count(worker.lanes())),
      cell(Figures.count(worker.offered())),
      cell(Figures.time(worker.scheduleLagP99())),
      cell(Figures.part(worker.loopCpu())),
      cell(Figures.part(worker.cpuWait())),
      cell(Figures.part(worker.steal())),
      cell(Figures.time(worker.loopPauseMax())),
      cell(Figures.time(worker.gcPauseMax())),
      cell(Figures.time(worker.p50())),
      cell(Figures.time(worker.p99())),
      cell(Figures.time(worker.startUncertainty())),
      cell(gone ? "fail" : "", Markup.escaped(worker.state()))
    };
  }
}
