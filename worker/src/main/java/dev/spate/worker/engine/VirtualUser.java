package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import dev.spate.plan.Draws;
import dev.spate.plan.Think;
import dev.spate.worker.cookie.CookieJar;
import dev.spate.worker.digest.DigestSession;
import dev.spate.worker.template.Variables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One execution of a scenario: goes through its flow, one step after the other. Used again for the
/// next arrival.
final class VirtualUser extends Errand {
  /// After so many steps that take no time the others have their turn.
  private static final int STEPS_AT_ONCE = 1_000;

  /// A round of a loop over a time that takes none takes this: else it would not be over.
  private static final long IDLE_ROUND_NS = 1_000_000;

  /// Neighbours in the lists of [VirtualUsers].
  @Nullable VirtualUser previous;

  @Nullable VirtualUser next;

  private final Stay stay;
  private @Nullable Pacer pacer;
  private @Nullable Flow flow;
  private final Variables variables;
  private final OpenGroups groups;
  private final OpenLoops loops;

  /// Null where no scenario has cookies.
  private final @Nullable CookieJar jar;

  private final DigestSession digests = new DigestSession();
  private long seed;
  private long dueNs;

  /// Of the arrival in its phase, or of the iteration.
  private long number;

  private int step;

  /// Rounds of loops that have ended in this flow.
  private long rounds;

  /// Requests of the current step without an answer.
  private int underWay;

  /// When the last one of the current step ended; before, when the step was due.
  private long endedNs;

  private @Nullable Companions companions;
  private boolean inFlow;

  /// For arrivals of open phases.
  VirtualUser(LoopContext context) {
    this(context, Stay.NONE);
  }

  /// For a user of a closed phase.
  VirtualUser(LoopContext context, Stay stay) {
    super(context);
    this.stay = stay;
    this.variables = context().newVariables();
    this.jar = context().newJar();
    this.groups = context().newGroups();
    this.loops = context().newLoops();
  }

  /// Which user of its closed phase it is.
  Stay stay() {
    return stay;
  }

  /// When the arrival or iteration was due.
  long dueNs() {
    return dueNs;
  }

  /// Remembers when the next iteration is due, until it can begin.
  void awaitBegin(long dueNs) {
    this.dueNs = dueNs;
  }

  /// Begins the flow that `seed` draws.
  ///
  /// @param number of the arrival, or of the user's iteration
  void begin(Pacer pacer, long dueNs, long number, long seed) {
    this.pacer = pacer;
    this.dueNs = dueNs;
    this.seed = seed;
    this.number = number;
    this.step = 0;
    this.rounds = 0;
    this.loops.clear();
    this.inFlow = true;
    this.flow = context().flow(pacer.phase(), seed);
    this.variables.begin(seed, stay == Stay.NONE ? number : stay.number(), number);
    if (jar != null) {
      jar.clear();
    }
    digests.clear();
    context().users().onBegun(this);
    proceed(dueNs);
  }

  /// Goes on after a pause that was over at `dueNs`: the next step, or the next iteration.
  void onTimer(long dueNs) {
    if (inFlow) {
      proceed(dueNs);
    } else if (pacer != null) {
      pacer.onRested(this, dueNs);
    }
  }

  /// Sets whose iterations it runs, before the first one.
  void belongTo(Pacer pacer) {
    this.pacer = pacer;
  }

  /// Does the steps from the current one on, the first of which is due at `readyNs`.
  private void proceed(long readyNs) {
    Flow steps = flow();
    for (int done = 0; step < steps.steps(); done++) {
      if (done == STEPS_AT_ONCE) {
        context().timers().add(this, readyNs);
        return;
      }
      switch (steps.step(step)) {
        case CompiledStep.Request request -> {
          sendOne(request, readyNs);
          return;
        }
        case CompiledStep.Together(var requests) -> {
          sendAll(requests, readyNs);
          return;
        }
        case CompiledStep.Pause(Think think) -> {
          long pause = think.drawNs(Draws.bits(seed, step + 1L + rounds * steps.steps()));
          step++;
          if (pause > 0) {
            context().timers().add(this, readyNs + pause);
            return;
          }
        }
        case CompiledStep.LoopRound round -> {
          if (round.rounds() instanceof CompiledRounds.Over && loops.idle(readyNs)) {
            context().timers().add(this, readyNs + IDLE_ROUND_NS);
            return;
          }
          beginRound(round, readyNs);
        }
        case CompiledStep.Jump(int target) -> {
          rounds += target < step ? 1 : 0;
          step = target;
        }
        case CompiledStep.Branch(var condition, int otherwise) ->
            step = condition.holds(variables) ? step + 1 : otherwise;
        case CompiledStep.Feeding feeding -> {
          if (!feed(feeding)) {
            leave(readyNs);
            return;
          }
          step++;
        }
        case CompiledStep.Instant instant -> {
          does(instant, readyNs);
          step++;
        }
      }
    }
    finish(readyNs);
  }

  private void beginRound(CompiledStep.LoopRound round, long due) {
    if (round.rounds().another(loops, variables, due)) {
      loops.beginRound(due);
      step++;
    } else {
      loops.end();
      step = round.step();
    }
  }

  private void does(CompiledStep.Instant instant, long due) {
    switch (instant) {
      case CompiledStep.Assignments assignments -> assignments.doFor(variables);
      case CompiledStep.LogLine(var text) -> context().log().add(text, variables);
      case CompiledStep.LoopBegin _ -> loops.begin(due);
      case CompiledStep.GroupBegin(int name) -> {
        groups.begin(name, due);
        context().groups(phase(), name, due).onStarted();
      }
      case CompiledStep.GroupEnd _ -> endGroup(due);
    }
  }

  private void endGroup(long endNs) {
    long sinceNs = groups.sinceNs();
    context()
        .groups(phase(), groups.name(), sinceNs)
        .onGroupEnded(groups.outcome(), Math.max(0, endNs - sinceNs));
    groups.end();
  }

  private void sendOne(CompiledStep.Request request, long due) {
    if (context().holds(due)) {
      context().timers().add(this, due);
      return;
    }
    underWay = 1;
    endedNs = due;
    send(request, due);
  }

  private void sendAll(List<CompiledStep.Request> requests, long due) {
    if (context().holds(due)) {
      context().timers().add(this, due);
      return;
    }
    if (companions == null) {
      companions = new Companions(this);
    }
    underWay = requests.size();
    endedNs = due;
    send(requests.getFirst(), due);
    companions.send(requests, due);
  }

  /// The next step follows the last of the requests of this one.
  @Override
  void onOver(Outcome outcome, long endNs) {
    groups.onRequestEnded(outcome);
    endedNs = Math.max(endedNs, endNs);
    underWay--;
    if (underWay == 0) {
      step++;
      proceed(endedNs);
    }
  }

  @Override
  @Nullable CookieJar jar() {
    return jar;
  }

  @Override
  DigestSession digests() {
    return digests;
  }

  @Override
  Variables variables() {
    return variables;
  }

  @Override
  int phase() {
    return pacer().phase();
  }

  private boolean feed(CompiledStep.Feeding feeding) {
    return feeding.feed(
        variables, context().feedNumbers().of(pacer().phase(), stay.number(), number), number);
  }

  /// Ends before its first request, for there is no record left for it.
  private void leave(long nowNs) {
    inFlow = false;
    context().users().onEnded(this);
    context().arrivals(pacer().phase(), dueNs).onDropped();
    pacer().onFinished(this, nowNs);
  }

  private void finish(long endNs) {
    inFlow = false;
    context().users().onEnded(this);
    Pacer owner = pacer();
    context().arrivals(owner.phase(), dueNs).onCompleted();
    owner.onFinished(this, endNs);
  }

  /// Books the end of the run in the middle of the flow.
  void interrupt(long nowNs) {
    abandon(nowNs);
    if (companions != null) {
      companions.abandon(nowNs);
    }
    for (; groups.open(); groups.end()) {
      context()
          .groups(phase(), groups.name(), groups.sinceNs())
          .onUnanswered(Math.max(0, nowNs - groups.sinceNs()));
    }
    inFlow = false;
    context().arrivals(phase(), dueNs).onInterrupted();
  }

  private Flow flow() {
    if (flow == null) {
      throw new IllegalStateException("not in a flow");
    }
    return flow;
  }

  private Pacer pacer() {
    if (pacer == null) {
      throw new IllegalStateException("not in a phase");
    }
    return pacer;
  }
}
