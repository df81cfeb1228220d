package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.RunPhase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The files of finished runs. While a run goes on it has none that are whole.
final class FilesEndpoints {
  private final Inquiries inquiries;

  FilesEndpoints(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/runs/{id}/files", this::list),
        Endpoint.get(
            "/api/v1/runs/{id}/files/{name}", call -> file(call.argument(0), call.argument(1))),
        Endpoint.get(
            "/api/v1/runs/{id}/report.json", call -> file(call.argument(0), "report.json")),
        Endpoint.get(
            "/api/v1/runs/{id}/report.html", call -> file(call.argument(0), "report.html")));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return inquiries
        .describe(call.argument(0))
        .thenApplyAsync(
            known -> {
              ObjectNode body = Replies.object();
              ArrayNode files = body.putArray("files");
              if (isFinished(known)) {
                RunFile.in(known.directory()).forEach(file -> files.add(file.name()));
              }
              return Replies.json(200, body);
            },
            Thread::startVirtualThread);
  }

  private CompletionStage<HttpResponse> file(String run, String name) {
    RunFile file =
        RunFile.named(name).orElseThrow(() -> new Refusal(404, "a run has no file '" + name + "'"));
    return inquiries
        .describe(run)
        .thenApplyAsync(known -> serve(known, file), Thread::startVirtualThread);
  }

  private static HttpResponse serve(Coordinator.Description.Known known, RunFile file) {
    if (!isFinished(known)) {
      throw new Refusal(404, "run " + known.summary().id() + " has not finished");
    }
    Path path = known.directory().resolve(file.name());
    if (!Files.isRegularFile(path)) {
      throw new Refusal(404, "run " + known.summary().id() + " has no " + file.name());
    }
    return HttpResponse.create().withEntity(HttpEntities.create(file.type(), path));
  }

  private static boolean isFinished(Coordinator.Description.Known known) {
    return known.summary().phase() == RunPhase.FINISHED;
  }
}
