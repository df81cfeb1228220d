package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator.Description.Known;
import dev.spate.coordinator.RunPhase;
import dev.spate.coordinator.compare.Comparison;
import dev.spate.coordinator.compare.ComparisonException;
import dev.spate.coordinator.compare.ComparisonJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Finished runs beside each other. One comparison at a time: it reads all their response times,
/// and a run may be under way.
final class CompareEndpoint {
  private final Inquiries inquiries;
  private final Semaphore turn = new Semaphore(1);

  CompareEndpoint(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  Endpoint endpoint() {
    return Endpoint.get("/api/v1/compare", this::compare);
  }

  private CompletionStage<HttpResponse> compare(Call call) {
    List<String> runs = new ArrayList<>(call.request().getUri().query().getAll("run")).reversed();
    if (runs.size() < 2 || runs.size() > Comparison.MOST_RUNS) {
      throw new Refusal(
          400,
          "name 2 to %d runs, the baseline first: /api/v1/compare?run=A&run=B"
              .formatted(Comparison.MOST_RUNS));
    }
    if (new HashSet<>(runs).size() < runs.size()) {
      throw new Refusal(400, "a run is named twice");
    }
    CompletionStage<List<Path>> directories = CompletableFuture.completedFuture(new ArrayList<>());
    for (String run : runs) {
      directories =
          directories.thenCombine(inquiries.describe(run), CompareEndpoint::withDirectory);
    }
    return directories.thenApplyAsync(this::answer, Thread::startVirtualThread);
  }

  private static List<Path> withDirectory(List<Path> directories, Known run) {
    if (run.summary().phase() != RunPhase.FINISHED) {
      throw new Refusal(409, "run " + run.summary().id() + " has not finished");
    }
    directories.add(run.directory());
    return directories;
  }

  private HttpResponse answer(List<Path> directories) {
    if (!turn.tryAcquire()) {
      throw new Refusal(503, "another comparison is being made; ask again in a moment");
    }
    try {
      return Replies.json(200, ComparisonJson.of(Comparison.of(directories)));
    } catch (ComparisonException e) {
      throw new Refusal(409, String.valueOf(e.getMessage()));
    } finally {
      turn.release();
    }
  }
}
