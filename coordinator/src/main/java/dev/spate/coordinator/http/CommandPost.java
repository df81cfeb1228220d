package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/// Whether the coordinator in command is in this process. A cluster may have several processes that
/// could have it; all but one stand by. For any thread.
public final class CommandPost {
  private final Supplier<String> elsewhere;
  private volatile @Nullable ActorRef<Coordinator.Command> coordinator;

  /// One that stands by at first.
  ///
  /// @param elsewhere the node of the coordinator that is in command, as `HOST:PORT`; empty where
  ///   it is not known
  public CommandPost(Supplier<String> elsewhere) {
    this.elsewhere = elsewhere;
  }

  /// One that has been in command from the start.
  public static CommandPost of(ActorRef<Coordinator.Command> coordinator) {
    CommandPost post = new CommandPost(() -> "");
    post.take(coordinator);
    return post;
  }

  /// From now on this coordinator is in command.
  public void take(ActorRef<Coordinator.Command> successor) {
    coordinator = successor;
  }

  /// From now on nobody here is.
  public void leave() {
    coordinator = null;
  }

  /// The coordinator, where it is here.
  public Optional<ActorRef<Coordinator.Command>> coordinator() {
    return Optional.ofNullable(coordinator);
  }

  /// The coordinator; fails with a [Refusal] where this process stands by.
  ActorRef<Coordinator.Command> require() {
    return coordinator().orElseThrow(() -> Refusal.standsBy(elsewhere.get()));
  }
}
