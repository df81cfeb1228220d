package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.RunId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;

/// Asks the coordinator, with a limit of time; fails with a [Refusal] where that is not here.
record Inquiries(ActorSystem<?> system, CommandPost post) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  ActorRef<Coordinator.Command> coordinator() {
    return post.require();
  }

  <T> CompletionStage<T> ask(Function<ActorRef<T>, Coordinator.Command> question) {
    return AskPattern.ask(coordinator(), question, TIMEOUT, system.scheduler());
  }

  /// A run that is known; fails with a [Refusal] for any other.
  CompletionStage<Coordinator.Description.Known> describe(String run) {
    return known(run, replyTo -> new Coordinator.Describe(run, replyTo));
  }

  CompletionStage<Coordinator.Description.Known> stop(String run) {
    return known(run, replyTo -> new Coordinator.Stop(run, replyTo));
  }

  CompletionStage<Coordinator.Description.Known> forget(String run) {
    return known(run, replyTo -> new Coordinator.Forget(run, replyTo));
  }

  private CompletionStage<Coordinator.Description.Known> known(
      String run, Function<ActorRef<Coordinator.Description>, Coordinator.Command> question) {
    if (!RunId.isOne(run)) {
      throw Refusal.noSuchRun(run);
    }
    return this.ask(question)
        .thenApply(answer ->
            switch (answer) {
              case Coordinator.Description.Known known -> known;
              case Coordinator.Description.Unknown() -> throw Refusal.noSuchRun(run);
            });
  }
}
