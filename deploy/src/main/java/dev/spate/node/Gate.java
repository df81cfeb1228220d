package dev.spate.node;

import dev.spate.control.FleetProtocol;
import dev.spate.control.WorkerProtocol;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/// The worker as one membership in a cluster knows it: registers with the receptionist, and passes
/// on what it hears to the worker itself, which lives in an actor system of its own and outlasts
/// every membership. What the worker answers goes straight to whoever asked; only introductions
/// come by here, because commands are to be sent to this actor.
final class Gate extends AbstractBehavior<WorkerProtocol> {
  private final ActorRef<WorkerProtocol> worker;

  /// Those that wait for an introduction, so that asking again costs nothing.
  private final Map<ActorPath, ActorRef<FleetProtocol>> asking = new HashMap<>();

  private Gate(ActorContext<WorkerProtocol> context, ActorRef<WorkerProtocol> worker) {
    super(context);
    this.worker = worker;
    context
        .getSystem()
        .receptionist()
        .tell(Receptionist.register(WorkerProtocol.KEY, context.getSelf()));
  }

  /// @param worker of another actor system of this process
  static Behavior<WorkerProtocol> create(ActorRef<WorkerProtocol> worker) {
    return Behaviors.setup(context -> new Gate(context, worker));
  }

  @Override
  public Receive<WorkerProtocol> createReceive() {
    return newReceiveBuilder()
        .onMessage(WorkerProtocol.Introduce.class, this::onIntroduce)
        .onMessage(WorkerProtocol.class, this::onCommand)
        .onSignal(Terminated.class, this::onIntroduced)
        .build();
  }

  private Behavior<WorkerProtocol> onCommand(WorkerProtocol command) {
    worker.tell(command);
    return this;
  }

  private Behavior<WorkerProtocol> onIntroduce(WorkerProtocol.Introduce introduce) {
    if (!asking.containsValue(introduce.replyTo())) {
      ActorRef<FleetProtocol> introduction =
          getContext().spawnAnonymous(introduction(introduce.replyTo(), getContext().getSelf()));
      getContext().watch(introduction);
      asking.put(introduction.path(), introduce.replyTo());
      worker.tell(new WorkerProtocol.Introduce(introduction));
    }
    return this;
  }

  private Behavior<WorkerProtocol> onIntroduced(Terminated signal) {
    asking.remove(signal.getRef().path());
    return this;
  }

  /// Waits for one introduction, and passes it on with the gate for an address.
  private static Behavior<FleetProtocol> introduction(
      ActorRef<FleetProtocol> asker, ActorRef<WorkerProtocol> gate) {
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case FleetProtocol.Introduced(var description, _, var run, var epoch) -> {
            asker.tell(new FleetProtocol.Introduced(description, gate, run, epoch));
            yield Behaviors.stopped();
          }
          case FleetProtocol.Recalled _ -> Behaviors.same();
        });
  }
}
