package dev.spate.node;

import dev.spate.control.WorkerProtocol;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/// The first actor of a worker's membership in a cluster: opens the [Gate], and looks for a
/// coordinator among the members. The membership ends when that is gone.
final class Lookout extends AbstractMatchingBehavior<Lookout.Look> {
  /// For how long a coordinator may be out of reach; the failure detector has waited before.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PERIOD = Duration.ofMillis(500);

  /// It is time to look.
  record Look() {}

  private final Cluster cluster;
  private final Coordinators coordinators;
  private final CoordinatorSight sight = new CoordinatorSight(PATIENCE.toNanos());
  private final Consumer<CoordinatorSight.Change> listener;

  private Lookout(ActorContext<Look> context, Consumer<CoordinatorSight.Change> listener) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.coordinators = new Coordinators(context.getSystem());
    this.listener = listener;
  }

  /// @param worker what the gate leads to
  /// @param listener hears what changes, on the actor's thread
  static Behavior<Look> create(
      ActorRef<WorkerProtocol> worker, Consumer<CoordinatorSight.Change> listener) {
    return Behaviors.setup(context -> {
      context.watch(context.spawn(Gate.create(worker), "worker"));
      return Behaviors.withTimers(timers -> {
        timers.startTimerWithFixedDelay(new Look(), PERIOD);
        return new Lookout(context, listener);
      });
    });
  }

  @Override
  public Behavior<Look> onMessage(Look message) {
    CoordinatorSight.Change change = sight.onLook(coordinators.anyReachable(), System.nanoTime());
    if (change != CoordinatorSight.Change.NONE) {
      listener.accept(change);
    }
    return change == CoordinatorSight.Change.LOST ? end() : this;
  }

  /// Ends the membership. It declares itself dead: to leave in order takes a coordinator.
  private Behavior<Look> end() {
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    return Behaviors.stopped();
  }
}
