package dev.spate.coordinator.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Whether the process lives, and whether it can take a plan: as a member of its cluster, where it
/// is part of one.
final class HealthEndpoints {
  private final ActorSystem<?> system;

  HealthEndpoints(ActorSystem<?> system) {
    this.system = system;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health/live", _ -> answer(true)),
        Endpoint.get("/health/ready", _ -> answer(isReady())));
  }

  private boolean isReady() {
    boolean clustered =
        system.settings().config().getString("pekko.actor.provider").contains("cluster");
    return !clustered || Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }

  private static CompletionStage<HttpResponse> answer(boolean healthy) {
    return CompletableFuture.completedFuture(
        Replies.json(
            healthy ? 200 : 503, Replies.object().put("status", healthy ? "up" : "not yet")));
  }
}
