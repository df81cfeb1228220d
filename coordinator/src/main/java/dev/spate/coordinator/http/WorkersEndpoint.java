package dev.spate.coordinator.http;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.Coordinator;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Who is there to work.
final class WorkersEndpoint {
  private final Inquiries inquiries;

  WorkersEndpoint(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  Endpoint endpoint() {
    return Endpoint.get("/api/v1/workers", this::list);
  }

  private CompletionStage<HttpResponse> list(Call call) {
    CompletionStage<Coordinator.Workers> workers = inquiries.ask(Coordinator.ListWorkers::new);
    return workers.thenApply(known -> {
      ObjectNode body = Replies.object();
      ArrayNode list = body.putArray("workers");
      known.workers().forEach(worker -> list.add(toJson(worker)));
      return Replies.json(200, body);
    });
  }

  private static ObjectNode toJson(Coordinator.Worker worker) {
    WorkerDescription description = worker.description();
    boolean idle = worker.run().isEmpty();
    return Replies.object()
        .put("id", description.id())
        .put("host", description.host())
        .put("cores", description.cores())
        .put("weight", description.weight())
        .put("version", description.version())
        .put("transport", description.transport())
        .put("state", idle ? "idle" : "busy")
        .put("run", idle ? null : worker.run());
  }
}
