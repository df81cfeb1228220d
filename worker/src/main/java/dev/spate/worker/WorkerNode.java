package dev.spate.worker;

import dev.spate.control.FleetProtocol;
import dev.spate.control.MonotonicClock;
import dev.spate.control.RunProtocol;
import dev.spate.control.Version;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.worker.http.io.Transport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.jspecify.annotations.Nullable;

/// A worker as a node of the cluster: says who it is, tells the time, and hands each run to a
/// [ShardRunner]. One run at a time.
public final class WorkerNode extends AbstractBehavior<WorkerProtocol> {
  private final WorkerSettings settings;
  private final Departure departure;
  private final long incarnation = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

  /// Done when the transport is chosen; the worker does not introduce itself before.
  private final CompletableFuture<WorkerDescription> description = new CompletableFuture<>();

  /// Done when the worker's code is warm; a run waits for it before it says Ready.
  private final CompletableFuture<Transport> rehearsal;

  private @Nullable ActorRef<ShardCommand> runner;
  private String run = "";
  private long epoch = -1;
  private Charter charter = new Charter();
  private @Nullable Plan plan;

  /// What happens once in the run, where it happens here.
  private @Nullable OnceErrands errands;

  /// With which every virtual user of the run begins; null until it is told to start.
  private @Nullable SharedValues shared;

  private WorkerNode(
      ActorContext<WorkerProtocol> context,
      WorkerSettings settings,
      Consumer<TransportChoice> announce,
      Departure departure) {
    super(context);
    this.settings = settings;
    this.departure = departure;
    this.rehearsal =
        CompletableFuture.supplyAsync(
            () -> rehearse(announce), Thread.ofPlatform().daemon()::start);
    context
        .getSystem()
        .receptionist()
        .tell(Receptionist.register(WorkerProtocol.KEY, context.getSelf()));
  }

  /// A worker that registers itself with the receptionist.
  ///
  /// @param announce is told the transport when it is chosen, on a thread of its own
  public static Behavior<WorkerProtocol> create(
      WorkerSettings settings, Consumer<TransportChoice> announce) {
    return create(settings, announce, new Departure());
  }

  /// One that can be asked to leave.
  public static Behavior<WorkerProtocol> create(
      WorkerSettings settings, Consumer<TransportChoice> announce, Departure departure) {
    return Behaviors.setup(context -> new WorkerNode(context, settings, announce, departure));
  }

  private Transport rehearse(Consumer<TransportChoice> announce) {
    Consumer<TransportChoice> onChosen =
        choice -> {
          description.complete(describe(choice.transport()));
          announce.accept(choice);
        };
    return settings.rehearses()
        ? Rehearsal.hold(settings.transports(), onChosen)
        : Rehearsal.skip(settings.transports(), onChosen);
  }

  private WorkerDescription describe(Transport transport) {
    return new WorkerDescription(
        settings.id(),
        incarnation,
        hostName(),
        Runtime.getRuntime().availableProcessors(),
        settings.weight(),
        Version.current(),
        transport.id(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        MonotonicClock.name(),
        settings.idle().id());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public Receive<WorkerProtocol> createReceive() {
    return newReceiveBuilder()
        .onMessage(WorkerProtocol.class, this::onMessage)
        .onSignal(Terminated.class, this::onRunnerStopped)
        .build();
  }

  private Behavior<WorkerProtocol> onMessage(WorkerProtocol message) {
    switch (message) {
      case WorkerProtocol.Introduce(var replyTo) -> introduce(replyTo, getContext().getSelf());
      case WorkerProtocol.Probe(var about, var probe, var replyTo) -> {
        replyTo.tell(
            new RunProtocol.ProbeReply(
                about, settings.id(), probe, System.nanoTime(), wallNanos()));
        if (runner != null && run.equals(about)) {
          runner.tell(new ShardCommand.Word());
        }
      }
      case WorkerProtocol.Prepare prepare -> onPrepare(prepare);
      case WorkerProtocol.Start start -> onStart(start);
      case WorkerProtocol.GoThrough(var about, var theirEpoch, var part, var replyTo) ->
          onGoThrough(about, theirEpoch, part, replyTo);
      case WorkerProtocol.Stop stop -> forward(stop.run(), stop.epoch(), new ShardCommand.End());
      case WorkerProtocol.Acknowledge acknowledge ->
          forward(
              acknowledge.run(),
              acknowledge.epoch(),
              new ShardCommand.Kept(acknowledge.upToSequence()));
      case WorkerProtocol.Deal(var about, var theirEpoch, var deal, var lanes, var fromNs) ->
          forward(about, theirEpoch, new ShardCommand.TakeLanes(deal, lanes, fromNs));
      case WorkerProtocol.GoOn(var about, var theirEpoch, var askedNanos) ->
          forward(about, theirEpoch, new ShardCommand.GoOn(askedNanos));
      case WorkerProtocol.Fence fence ->
          forward(fence.run(), fence.epoch(), new ShardCommand.Cease());
      case WorkerProtocol.Adopt(var about, var theirEpoch, var haveUpTo, var replyTo) ->
          forward(about, theirEpoch, new ShardCommand.Follow(haveUpTo, replyTo));
      case WorkerProtocol.Keep keep -> onKeep(keep);
      case WorkerProtocol.Recall(var about, var first, var replyTo) ->
          replyTo.tell(recalled(about, first));
      case WorkerProtocol.TellPlan(var about, var replyTo) -> tellPlan(about, replyTo);
      case WorkerProtocol.Release release ->
          forward(release.run(), release.epoch(), new ShardCommand.Forget());
    }
    return this;
  }

  private void onStart(WorkerProtocol.Start start) {
    if (runner != null && run.equals(start.run()) && start.epoch() >= epoch) {
      shared = start.values();
    }
    forward(start.run(), start.epoch(), new ShardCommand.Begin(start.atNanos(), start.values()));
  }

  /// The runner has no part in it, but hears that there is a coordinator.
  private void onGoThrough(
      String about, long theirEpoch, Once.Part part, ActorRef<RunProtocol> replyTo) {
    OnceErrands mine = errands;
    if (mine != null && runner != null && run.equals(about) && theirEpoch >= epoch) {
      mine.go(part, shared == null ? SharedValues.NONE : shared, replyTo);
    }
    forward(about, theirEpoch, new ShardCommand.Word());
  }

  private void closeErrands() {
    if (errands != null) {
      errands.close();
      errands = null;
    }
  }

  private void onKeep(WorkerProtocol.Keep keep) {
    if (runner != null && run.equals(keep.run()) && keep.epoch() >= epoch) {
      epoch = keep.epoch();
      int records = charter.keep(keep.epoch(), keep.first(), keep.records());
      keep.replyTo().tell(new RunProtocol.Kept(run, settings.id(), records));
    }
  }

  private FleetProtocol.Recalled recalled(String about, int first) {
    boolean mine = runner != null && run.equals(about);
    return new FleetProtocol.Recalled(
        about,
        settings.id(),
        charter.epoch(),
        first,
        mine ? charter.size() : 0,
        mine ? charter.page(first) : List.of());
  }

  private void tellPlan(String about, ActorRef<RunProtocol> replyTo) {
    if (plan != null && run.equals(about)) {
      SharedValues known = shared == null && errands != null ? errands.shared() : shared;
      replyTo.tell(new RunProtocol.PlanTold(about, settings.id(), plan, known));
    }
  }

  private void introduce(ActorRef<FleetProtocol> to, ActorRef<WorkerProtocol> self) {
    var _ =
        description.thenAccept(
            described -> to.tell(new FleetProtocol.Introduced(described, self, run, epoch)));
  }

  /// A run of a higher epoch takes the place of one that this worker was never told the end of.
  private void onPrepare(WorkerProtocol.Prepare prepare) {
    if (runner != null && run.equals(prepare.run())) {
      if (prepare.epoch() >= epoch) {
        epoch = prepare.epoch();
        runner.tell(new ShardCommand.SayReady());
      }
    } else if (departure.asked()
        || prepare.epoch() < epoch
        || (runner != null && prepare.epoch() == epoch)) {
      prepare.replyTo().tell(refusal(prepare));
    } else {
      if (runner != null) {
        runner.tell(new ShardCommand.Forget());
      }
      begin(prepare);
    }
  }

  private RunProtocol.Refused refusal(WorkerProtocol.Prepare prepare) {
    String reason = "worker %s obeys a newer coordinator".formatted(settings.id());
    if (departure.asked()) {
      reason = "worker %s leaves".formatted(settings.id());
    } else if (runner != null) {
      reason = "worker %s is busy with run %s".formatted(settings.id(), run);
    }
    return new RunProtocol.Refused(prepare.run(), settings.id(), reason);
  }

  private void begin(WorkerProtocol.Prepare prepare) {
    run = prepare.run();
    epoch = prepare.epoch();
    charter = new Charter();
    plan = prepare.plan();
    shared = null;
    closeErrands();
    errands = new OnceErrands(run, settings.id(), prepare.plan(), settings.targets(), rehearsal);
    ActorRef<ShardCommand> started =
        getContext().spawnAnonymous(ShardRunner.create(settings, incarnation, rehearsal, prepare));
    getContext().watch(started);
    runner = started;
    departure.onBegun(started, prepare.plan());
  }

  private void forward(String about, long theirEpoch, ShardCommand command) {
    if (runner == null || !run.equals(about)) {
      getContext().getLog().info("no part of run {}: ignored {}", about, command);
    } else if (theirEpoch < epoch) {
      getContext()
          .getLog()
          .warn("obeys epoch {}: ignored {} of epoch {}", epoch, command, theirEpoch);
    } else {
      epoch = theirEpoch;
      runner.tell(command);
    }
  }

  private Behavior<WorkerProtocol> onRunnerStopped(Terminated signal) {
    if (runner != null && signal.getRef().path().equals(runner.path())) {
      runner = null;
      plan = null;
      shared = null;
      closeErrands();
      run = "";
      departure.onEnded();
    }
    return this;
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
