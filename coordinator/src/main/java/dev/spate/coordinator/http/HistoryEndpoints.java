package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.RunId;
import dev.spate.coordinator.RunPhase;
import dev.spate.coordinator.RunSummary;
import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.history.RunFilter;
import dev.spate.coordinator.history.RunIndex;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The runs that there are and were: with filters, and as a trend.
final class HistoryEndpoints {
  private static final int LISTED = 1_000;
  private static final int MOST_OF_A_TREND = 500;
  private static final MathContext DIGITS = new MathContext(6);

  private final Inquiries inquiries;
  private @Nullable RunIndex index;

  HistoryEndpoints(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/runs", this::list), Endpoint.get("/api/v1/trends", this::trend));
  }

  private synchronized RunIndex index(Path results) {
    RunIndex known = index;
    if (known == null) {
      known = RunIndex.of(results);
      index = known;
    }
    return known;
  }

  private CompletionStage<HttpResponse> list(Call call) {
    RunFilter filter = filter(call.request().getUri().query());
    return runs()
        .thenApplyAsync(
            known -> Replies.json(200, listed(known, filter)), Thread::startVirtualThread);
  }

  private CompletionStage<Coordinator.Runs> runs() {
    return inquiries.ask(Coordinator.ListRuns::new);
  }

  private static RunFilter filter(Query query) {
    try {
      return new RunFilter(
          query.getOrElse("name", ""),
          RunsEndpoints.tags(query.getAll("tag")),
          query.getOrElse("verdict", ""),
          query.get("since").map(Instant::parse).orElse(null),
          query.get("limit").map(Integer::valueOf).orElse(LISTED));
    } catch (NumberFormatException e) {
      throw new Refusal(400, "a limit is 1 to " + RunFilter.MOST);
    } catch (DateTimeParseException e) {
      throw new Refusal(400, "since is an instant such as 2026-11-22T00:00:00Z");
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, String.valueOf(e.getMessage()));
    }
  }

  /// What the coordinator knows, with what the files say; and what only they know.
  private ObjectNode listed(Coordinator.Runs known, RunFilter filter) {
    Map<String, PastRun> past = new LinkedHashMap<>();
    index(known.results()).find(filter).stream()
        .filter(run -> RunId.isOne(run.directory()) && run.directory().equals(run.id()))
        .forEach(run -> past.put(run.id(), run));
    List<ObjectNode> rows = new ArrayList<>();
    for (RunSummary summary : known.runs()) {
      PastRun run = summary.phase() == RunPhase.FINISHED ? past.remove(summary.id()) : null;
      if (run != null || onlyKnown(summary, filter)) {
        rows.add(row(RunsEndpoints.toJson(summary), run));
      }
    }
    past.values().forEach(run -> rows.add(row(json(run), run)));
    ObjectNode body = Replies.object();
    ArrayNode list = body.putArray("runs");
    rows.stream()
        .sorted(Comparator.comparing((ObjectNode row) -> row.path("id").asString()).reversed())
        .limit(filter.limit())
        .forEach(list::add);
    return body;
  }

  /// Whether a run that the files say nothing of is wanted: one that goes on, or has no report.
  private static boolean onlyKnown(RunSummary summary, RunFilter filter) {
    boolean reported = summary.result() != null && summary.result().problem().isEmpty();
    String verdict = summary.result() == null ? "" : summary.result().verdict();
    return !reported
        && filter.wantsName(summary.name())
        && filter.tags().isEmpty()
        && (filter.verdict().isEmpty() || filter.verdict().equals(verdict))
        && (filter.since() == null || !summary.startedAt().isBefore(filter.since()));
  }

  private CompletionStage<HttpResponse> trend(Call call) {
    String name = call.request().getUri().query().getOrElse("name", "");
    if (name.isEmpty()) {
      throw new Refusal(400, "a trend is of the runs of a name: /api/v1/trends?name=shop");
    }
    return runs()
        .thenApplyAsync(
            known -> {
              ObjectNode body = Replies.object().put("name", name);
              ArrayNode list = body.putArray("runs");
              index(known.results())
                  .find(RunFilter.named(name, MOST_OF_A_TREND))
                  .reversed()
                  .forEach(run -> list.add(row(json(run), run)));
              return Replies.json(200, body);
            },
            Thread::startVirtualThread);
  }

  private static ObjectNode json(PastRun run) {
    return Replies.object()
        .put("id", run.id())
        .put("name", run.name())
        .put("state", RunPhase.FINISHED.id())
        .put("startedAt", run.startedAt().toString())
        .put("verdict", run.verdict())
        .put("exitCode", run.exitCode());
  }

  private static ObjectNode row(ObjectNode row, @Nullable PastRun run) {
    ObjectNode tags = row.putObject("tags");
    if (run == null) {
      return row.putNull("figures");
    }
    row.put("durationSeconds", number(run.durationSeconds()))
        .put("target", run.target())
        .put("seed", run.seed())
        .put("spateVersion", run.spateVersion());
    run.tags().forEach(tags::put);
    PastRun.KeyFigures figures = run.figures();
    row.putObject("figures")
        .put("requestsPerSecond", number(figures.requestsPerSecond()))
        .put("p50", number(figures.p50()))
        .put("p90", number(figures.p90()))
        .put("p99", number(figures.p99()))
        .put("p999", number(figures.p999()))
        .put("failedShare", number(figures.failedShare()))
        .put("workers", figures.workers());
    return row;
  }

  private static @Nullable BigDecimal number(@Nullable Double value) {
    return value == null ? null : new BigDecimal(value, DIGITS);
  }
}
