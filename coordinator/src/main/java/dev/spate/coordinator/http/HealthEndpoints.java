package dev.spate.coordinator.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Whether the process lives, and whether it can take a plan: in command, and as a member of its
/// cluster, where it is part of one. What balances load over several coordinators so finds the one
/// in command.
final class HealthEndpoints {
  private final ActorSystem<?> system;
  private final CommandPost post;

  HealthEndpoints(ActorSystem<?> system, CommandPost post) {
    this.system = system;
    this.post = post;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health/live", _ -> answer("up")),
        Endpoint.get("/health/ready", _ -> answer(readiness())));
  }

  private String readiness() {
    if (!isMember()) {
      return "not yet";
    }
    return post.coordinator().isPresent() ? "up" : "stands by";
  }

  private boolean isMember() {
    boolean clustered =
        system.settings().config().getString("pekko.actor.provider").contains("cluster");
    return !clustered || Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }

  private static CompletionStage<HttpResponse> answer(String status) {
    return CompletableFuture.completedFuture(
        Replies.json(status.equals("up") ? 200 : 503, Replies.object().put("status", status)));
  }
}
