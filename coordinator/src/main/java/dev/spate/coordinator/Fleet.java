package dev.spate.coordinator;

import dev.spate.control.FleetProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/// Knows which workers there are: finds them with the receptionist, asks each until it introduces
/// itself, watches it, and tells one listener who came and who is gone.
///
/// A worker that cannot be reached for a while is still there; it is gone when the cluster has
/// given it up or its actor has stopped. One that joins anew at an address that was given up a
/// moment ago counts as stopped once more, until its node is up: so whoever is listed is asked
/// again.
final class Fleet extends AbstractMatchingBehavior<Fleet.Command> {
  private static final Duration RETRY = Duration.ofSeconds(1);

  sealed interface Command {}

  private record Listed(Receptionist.Listing listing) implements Command {}

  private record Introduced(FleetProtocol.Introduced introduction) implements Command {}

  private record Stopped(ActorRef<WorkerProtocol> worker) implements Command {}

  private record Retried() implements Command {}

  /// What the listener hears.
  sealed interface Change {
    record Came(Worker worker) implements Change {}

    record Went(Worker worker) implements Change {}
  }

  /// A worker that introduced itself.
  ///
  /// @param run that it has a part in; empty for none
  /// @param epoch of the last coordinator that it obeyed; negative where it never obeyed one
  record Worker(
      WorkerDescription description, ActorRef<WorkerProtocol> ref, String run, long epoch) {
    /// Whether it is the same process, perhaps at another address.
    boolean is(Worker other) {
      return description.id().equals(other.description.id())
          && description.incarnation() == other.description.incarnation();
    }
  }

  private final ActorRef<Change> listener;
  private final ActorRef<FleetProtocol> introductions;
  private Set<ActorRef<WorkerProtocol>> listed = Set.of();
  private final Set<ActorRef<WorkerProtocol>> strangers = new HashSet<>();
  private final Set<ActorRef<WorkerProtocol>> replaced = new HashSet<>();
  private final Map<ActorRef<WorkerProtocol>, Worker> known = new HashMap<>();

  /// The same by their names.
  private final Map<String, Worker> byId = new HashMap<>();

  static Behavior<Command> create(ActorRef<Change> listener) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Retried(), RETRY);
          return new Fleet(context, listener);
        }));
  }

  private Fleet(ActorContext<Command> context, ActorRef<Change> listener) {
    super(context);
    this.listener = listener;
    this.introductions =
        context.messageAdapter(
            FleetProtocol.class,
            message ->
                switch (message) {
                  case FleetProtocol.Introduced introduced -> new Introduced(introduced);
                  case FleetProtocol.Recalled _ -> new Retried(); // that is for who asked
                });
    context
        .getSystem()
        .receptionist()
        .tell(
            Receptionist.subscribe(
                WorkerProtocol.KEY,
                context.messageAdapter(Receptionist.Listing.class, Listed::new)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Listed(var listing) -> {
        listed = listing.getAllServiceInstances(WorkerProtocol.KEY);
        replaced.retainAll(listed);
        greet();
      }
      case Introduced(var introduction) -> onIntroduced(introduction);
      case Stopped(var worker) -> onStopped(worker);
      case Retried() -> {
        strangers.forEach(this::ask);
        greet();
      }
    }
    return this;
  }

  private void greet() {
    for (ActorRef<WorkerProtocol> worker : listed) {
      if (!known.containsKey(worker) && !replaced.contains(worker) && strangers.add(worker)) {
        getContext().watchWith(worker, new Stopped(worker));
        ask(worker);
      }
    }
  }

  private void ask(ActorRef<WorkerProtocol> worker) {
    worker.tell(new WorkerProtocol.Introduce(introductions));
  }

  private void onIntroduced(FleetProtocol.Introduced introduction) {
    if (!strangers.remove(introduction.worker())) {
      return;
    }
    Worker worker =
        new Worker(
            introduction.description(),
            introduction.worker(),
            introduction.run(),
            introduction.epoch());
    replaceNamesake(worker);
    known.put(worker.ref(), worker);
    getContext().getLog().info("worker {} is there", worker.description().id());
    listener.tell(new Change.Came(worker));
  }

  /// A worker's process that came back before the cluster noticed that it went, or two workers that
  /// were given one name. A process that joined the cluster anew, after it was cut off, did not go.
  private void replaceNamesake(Worker worker) {
    String id = worker.description().id();
    Worker other = byId.put(id, worker);
    if (other == null) {
      return;
    }
    replaced.add(other.ref());
    if (other.is(worker)) {
      known.remove(other.ref());
    } else {
      getContext().getLog().warn("another worker {} takes the place of the first", id);
      onStopped(other.ref());
    }
  }

  private void onStopped(ActorRef<WorkerProtocol> ref) {
    strangers.remove(ref);
    Worker worker = known.remove(ref);
    if (worker != null) {
      byId.remove(worker.description().id(), worker);
      getContext().getLog().info("worker {} is gone", worker.description().id());
      listener.tell(new Change.Went(worker));
    }
  }
}
