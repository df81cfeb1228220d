package dev.spate.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.http.CommandPost;
import dev.spate.coordinator.otlp.OtlpExport;
import dev.spate.worker.Departure;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;

/// A coordinator's node, perhaps with a worker in it: one actor system. A cluster may have several;
/// the oldest is in command, the others stand by.
public final class CoordinatorNode implements Node {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /// For how long a role may be over before its node is. Of a node that is cast out the coordinator
  /// ends first.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final ClusterMember member;
  private final URI api;
  private final CompletableFuture<Void> inCommand;
  private final Defeat defeat;
  private final @Nullable OtlpExport export;

  private CoordinatorNode(
      ClusterMember member,
      URI api,
      CompletableFuture<Void> inCommand,
      Defeat defeat,
      @Nullable OtlpExport export) {
    this.member = member;
    this.api = api;
    this.inCommand = inCommand;
    this.defeat = defeat;
    this.export = export;
  }

  /// What the first actor hears.
  private sealed interface Event {}

  /// The coordinator in command is here.
  private record Took(ActorRef<Coordinator.Command> coordinator) implements Event {}

  /// The node is a member of a cluster.
  private record Joined() implements Event {}

  /// A role has been over for [#PATIENCE].
  private record Over() implements Event {}

  /// Starts it. Returns when its ports are open and it has founded a cluster and commands it, or
  /// has begun to join one.
  ///
  /// @throws NodeException where a port is taken or an address is not of this machine
  public static CoordinatorNode start(NodeSettings settings, CoordinatorRole role) {
    CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    CompletableFuture<OtlpExport> export = new CompletableFuture<>();
    CompletableFuture<Void> inCommand = new CompletableFuture<>();
    Defeat defeat = new Defeat(role.results(), settings.advertised());
    boolean founder = settings.join().isEmpty();
    Config overrides = founder ? ConfigFactory.empty() : defeat.overrides();
    ClusterMember member =
        ClusterMember.start(
            settings, root(settings, role, bound, inCommand, defeat, export), overrides);
    try {
      member.join(settings.join());
      URI api = apiUri(settings, await(bound, "the API"));
      if (founder) {
        var _ = await(inCommand, "the coordinator");
      }
      return new CoordinatorNode(member, api, inCommand, defeat, export.getNow(null));
    } catch (RuntimeException failure) {
      member.leave();
      throw failure;
    }
  }

  /// The first actor. Where one of the roles breaks the node ends, because half a node is worse
  /// than none: another one can take the place of that.
  ///
  /// @param bound hears where the API listens, or why it does not
  /// @param inCommand is complete when the coordinator is here
  /// @param export hears of what tells others of the run, where there is somebody to tell
  private static Behavior<Event> root(
      NodeSettings settings,
      CoordinatorRole role,
      CompletableFuture<InetSocketAddress> bound,
      CompletableFuture<Void> inCommand,
      Defeat defeat,
      CompletableFuture<OtlpExport> export) {
    return Behaviors.setup(context -> {
      settings
          .workerRole()
          .ifPresent(
              worker -> context.watch(context.spawn(worker.behavior(new Departure()), "worker")));
      ActorSystem<Void> system = context.getSystem();
      CommandPost post = new CommandPost(() -> elsewhere(system));
      role.tell(system, post, export);
      role.serve(system, post, bound);
      ActorRef<Event> self = context.getSelf();
      role.stand(system, coordinator -> self.tell(new Took(coordinator)));
      Cluster.get(system)
          .subscriptions()
          .tell(
              Subscribe.create(
                  context.messageAdapter(SelfUp.class, _ -> new Joined()), SelfUp.class));
      return Behaviors.receive(Event.class)
          .onMessage(
              Took.class,
              took -> {
                onTook(context, took.coordinator());
                post.take(took.coordinator());
                inCommand.complete(null);
                return Behaviors.same();
              })
          .onMessage(
              Joined.class,
              _ -> {
                defeat.forget();
                return Behaviors.same();
              })
          .onSignal(
              Terminated.class,
              _ -> {
                post.leave();
                context.scheduleOnce(PATIENCE, context.getSelf(), new Over());
                return Behaviors.same();
              })
          .onMessage(Over.class, _ -> isEnding(system) ? Behaviors.same() : Behaviors.stopped())
          .build();
    });
  }

  private static String elsewhere(ActorSystem<?> system) {
    return new Coordinators(system).inCommandElsewhere().map(HostPort::toString).orElse("");
  }

  private static boolean isEnding(ActorSystem<?> system) {
    return CoordinatedShutdown.get(system).getShutdownReason().isPresent();
  }

  /// The coordinator ends before its node leaves the cluster. It would take that for the loss of
  /// all workers, while they go on with its run.
  private static void onTook(
      ActorContext<Event> context, ActorRef<Coordinator.Command> coordinator) {
    context.watch(coordinator);
    CoordinatedShutdown.get(context.getSystem())
        .addActorTerminationTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "coordinator",
            Adapter.toClassic(coordinator),
            Optional.of(PoisonPill.getInstance()));
  }

  private static <T> T await(Future<T> future, String what) {
    try {
      return future.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new NodeException(
          what + " cannot listen: " + NodeException.rootMessage(failure), failure);
    } catch (TimeoutException failure) {
      throw new NodeException(what + " was not there after " + START_TIMEOUT, failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new NodeException("interrupted during the start", failure);
    }
  }

  private static URI apiUri(NodeSettings settings, InetSocketAddress bound) {
    boolean anywhere = bound.getAddress().isAnyLocalAddress();
    String host = anywhere ? settings.advertisedHost() : bound.getAddress().getHostAddress();
    return URI.create("http://" + new HostPort(host, bound.getPort()));
  }

  @Override
  public HostPort cluster() {
    return member.address();
  }

  /// The coordinator's API.
  public URI api() {
    return api;
  }

  /// Whether it is in command; it then is to its end.
  public boolean isInCommand() {
    return inCommand.isDone();
  }

  /// Calls this when it takes command, on a thread of its own.
  public void whenInCommand(Runnable action) {
    var _ = inCommand.thenRunAsync(action, Thread::startVirtualThread);
  }

  /// Whether another coordinator stands by that would take command.
  public boolean hasSuccessor() {
    return member.coordinators().otherReachable();
  }

  /// @throws NodeException also where the cluster has cast it out
  @Override
  public void awaitTermination() throws InterruptedException {
    member.awaitEnd();
    if (member.wasCastOut()) {
      defeat.remember();
      throw new NodeException(
          "this coordinator was cut off, and another side of its cluster goes on without it;"
              + " started again, it joins that and stands by");
    }
  }

  /// Leaves the cluster and ends, within [#STOP_TIMEOUT].
  @Override
  public void close() {
    if (export != null) {
      export.close();
    }
    member.leave();
    member.awaitEnd(STOP_TIMEOUT);
  }
}
