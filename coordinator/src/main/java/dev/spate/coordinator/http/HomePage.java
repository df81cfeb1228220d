package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.RunPhase;
import dev.spate.coordinator.RunResult;
import dev.spate.coordinator.RunSummary;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// A plain page with what there is.
final class HomePage {
  private final Inquiries inquiries;

  HomePage(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  Endpoint endpoint() {
    return Endpoint.get("/", this::show);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    CompletionStage<Coordinator.Runs> runs = inquiries.ask(Coordinator.ListRuns::new);
    CompletionStage<Coordinator.Workers> workers = inquiries.ask(Coordinator.ListWorkers::new);
    return runs.thenCombine(workers, (known, there) -> Replies.html(page(known, there)));
  }

  private static String page(Coordinator.Runs runs, Coordinator.Workers workers) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Spate</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100%% }
      th, td { border-bottom: 1px solid #ccc; padding: .3rem .8rem .3rem 0; text-align: left }
    </style>
    <h1>Spate</h1>
    <h2>Runs</h2>
    <table>
    <tr><th>Run<th>Plan<th>State<th>Verdict<th>Report
    %s
    </table>
    <h2>Workers</h2>
    <table>
    <tr><th>Worker<th>Host<th>Cores<th>Version<th>State
    %s
    </table>
    <p><a href="/api/v1/openapi.json">API</a></p>
    </html>
    """
        .formatted(
            runs.runs().stream().map(HomePage::row).collect(Collectors.joining("\n")),
            workers.workers().stream().map(HomePage::row).collect(Collectors.joining("\n")));
  }

  private static String row(RunSummary run) {
    RunResult result = run.result();
    String base = "/api/v1/runs/" + run.id();
    return "<tr><td><a href=\"%s\">%s</a><td>%s<td>%s<td>%s<td>%s"
        .formatted(
            base,
            run.id(),
            escaped(run.name()),
            run.phase().id(),
            result == null ? "" : escaped(result.verdict()),
            run.phase() == RunPhase.FINISHED
                ? "<a href=\"%s/report.html\">page</a> <a href=\"%s/report.json\">JSON</a>"
                    .formatted(base, base)
                : "");
  }

  private static String row(Coordinator.Worker worker) {
    return "<tr><td>%s<td>%s<td>%d<td>%s<td>%s"
        .formatted(
            escaped(worker.description().id()),
            escaped(worker.description().host()),
            worker.description().cores(),
            escaped(worker.description().version()),
            worker.run().isEmpty() ? "idle" : "busy with " + worker.run());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
