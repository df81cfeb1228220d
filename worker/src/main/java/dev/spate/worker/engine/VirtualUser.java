package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Draws;
import dev.spate.plan.Think;
import dev.spate.worker.template.Variables;
import org.jspecify.annotations.Nullable;

/// One execution of a scenario: goes through its flow, one step after the other, and books how each
/// request ended. Used again for the next arrival.
final class VirtualUser implements Exchange {
  /// After so many steps that take no time the others have their turn.
  private static final int STEPS_AT_ONCE = 1_000;

  /// A round of a loop over a time that takes none takes this: else it would not be over.
  private static final long IDLE_ROUND_NS = 1_000_000;

  /// Neighbours in the lists of [VirtualUsers].
  @Nullable VirtualUser previous;

  @Nullable VirtualUser next;

  private final LoopContext context;
  private final Stay stay;
  private @Nullable Pacer pacer;
  private @Nullable Flow flow;
  private final Variables variables;
  private final OpenGroups groups;
  private final OpenLoops loops;
  private final Filling filling = new Filling();
  private long seed;
  private long dueNs;

  /// Of the arrival in its phase, or of the iteration.
  private long number;

  private int step;

  /// Rounds of loops that have ended in this flow.
  private long rounds;

  private CompiledStep.@Nullable Request sent;

  /// What the answer to it amounts to; null until it is asked.
  private @Nullable Outcome judged;

  /// Null until a request wants to see its answers.
  private @Nullable Answer answer;

  private long intendedNs;
  private boolean inFlow;
  private boolean inFlight;

  /// For arrivals of open phases.
  VirtualUser(LoopContext context) {
    this(context, Stay.NONE);
  }

  /// For a user of a closed phase.
  VirtualUser(LoopContext context, Stay stay) {
    this.context = context;
    this.stay = stay;
    this.variables = context.newVariables();
    this.groups = context.newGroups();
    this.loops = context.newLoops();
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
    this.flow = context.flow(seed);
    this.variables.begin(seed, stay == Stay.NONE ? number : stay.number(), number);
    context.users().onBegun(this);
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
        context.timers().add(this, readyNs);
        return;
      }
      switch (steps.step(step)) {
        case CompiledStep.Request request -> {
          send(request, readyNs);
          return;
        }
        case CompiledStep.Pause(Think think) -> {
          long pause = think.drawNs(Draws.bits(seed, step + 1L + rounds * steps.steps()));
          step++;
          if (pause > 0) {
            context.timers().add(this, readyNs + pause);
            return;
          }
        }
        case CompiledStep.LoopRound round -> {
          if (round.rounds() instanceof CompiledRounds.Over && loops.idle(readyNs)) {
            context.timers().add(this, readyNs + IDLE_ROUND_NS);
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
      case CompiledStep.LogLine(var text) -> context.log().add(text, variables);
      case CompiledStep.LoopBegin _ -> loops.begin(due);
      case CompiledStep.GroupBegin(int name) -> {
        groups.begin(name, due);
        context.groups(pacer().phase(), name, due).onStarted();
      }
      case CompiledStep.GroupEnd _ -> endGroup(due);
    }
  }

  private void endGroup(long endNs) {
    long sinceNs = groups.sinceNs();
    context
        .groups(pacer().phase(), groups.name(), sinceNs)
        .onGroupEnded(groups.outcome(), Math.max(0, endNs - sinceNs));
    groups.end();
  }

  private void send(CompiledStep.Request request, long due) {
    if (context.holds(due)) {
      context.timers().add(this, due);
      return;
    }
    intendedNs = due;
    inFlight = true;
    sent = request;
    judged = null;
    prepareToRead(request.reading());
    context.users().onSent(due);
    cell(request).onStarted();
    if (request.constant()) {
      context.requester().send(request.number(), this);
    } else {
      request.fill(filling, variables);
      context.requester().send(request.number(), filling, this);
    }
  }

  private void prepareToRead(@Nullable Reading reading) {
    if (reading == null) {
      return;
    }
    if (answer == null) {
      answer = new Answer(Answer.MAX_BODY);
    }
    answer.want(reading.wanted());
  }

  @Override
  public @Nullable Answer answer() {
    Reading reading = sent().reading();
    return reading == null || reading.wanted() == Answer.Wanted.NOTHING ? null : answer;
  }

  @Override
  public void onAnswer(
      int status,
      long sentNs,
      long firstByteNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried) {
    CompiledStep.Request request = sent();
    RequestCell cell = cell(request);
    Outcome outcome = judge(status, endNs - sentNs);
    groups.onRequestEnded(outcome);
    cell.onAnswered(
        outcome, status, Math.max(0, endNs - intendedNs), endNs - sentNs, firstByteNs - sentNs);
    onEnd(cell, endNs, bytesSent, bytesReceived, retried);
  }

  /// Answers are read once.
  @Override
  public Outcome judge(int status, long serviceNs) {
    Outcome known = judged;
    if (known == null) {
      known = read(sent(), status, serviceNs);
      judged = known;
    }
    return known;
  }

  private Outcome read(CompiledStep.Request request, int status, long serviceNs) {
    Outcome byStatus = request.judge(status);
    Reading reading = request.reading();
    if (reading == null || answer == null || byStatus != Outcome.SUCCEEDED) {
      return byStatus;
    }
    Outcome outcome = reading.read(context.answers().begin(answer), serviceNs, variables);
    context.answers().end();
    return outcome;
  }

  @Override
  public void onFailure(
      Outcome outcome,
      long sentNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried) {
    RequestCell cell = cell(sent());
    groups.onRequestEnded(outcome);
    cell.onFailed(
        outcome, Math.max(0, endNs - intendedNs), sentNs == Requester.NEVER ? -1 : endNs - sentNs);
    onEnd(cell, endNs, bytesSent, bytesReceived, retried);
  }

  private void onEnd(
      RequestCell cell, long endNs, long bytesSent, long bytesReceived, boolean retried) {
    cell.onTraffic(bytesSent, bytesReceived, retried);
    context.users().onEndOfRequest(intendedNs, endNs);
    inFlight = false;
    step++;
    proceed(Math.max(endNs, intendedNs));
  }

  private boolean feed(CompiledStep.Feeding feeding) {
    return feeding.feed(
        variables, context.feedNumbers().of(pacer().phase(), stay.number(), number));
  }

  /// Ends before its first request, for there is no record left for it.
  private void leave(long nowNs) {
    inFlow = false;
    context.users().onEnded(this);
    context.arrivals(pacer().phase(), dueNs).onDropped();
    pacer().onFinished(this, nowNs);
  }

  private void finish(long endNs) {
    inFlow = false;
    context.users().onEnded(this);
    Pacer owner = pacer();
    context.arrivals(owner.phase(), dueNs).onCompleted();
    owner.onFinished(this, endNs);
  }

  /// Books the end of the run in the middle of the flow.
  void interrupt(long nowNs) {
    if (inFlight) {
      cell(sent()).onUnanswered(Math.max(0, nowNs - intendedNs));
      inFlight = false;
    }
    for (; groups.open(); groups.end()) {
      context
          .groups(pacer().phase(), groups.name(), groups.sinceNs())
          .onUnanswered(Math.max(0, nowNs - groups.sinceNs()));
    }
    inFlow = false;
    context.arrivals(pacer().phase(), dueNs).onInterrupted();
  }

  private RequestCell cell(CompiledStep.Request request) {
    return context.requests(pacer().phase(), request.name(), intendedNs);
  }

  private CompiledStep.Request sent() {
    if (sent == null) {
      throw new IllegalStateException("nothing was sent");
    }
    return sent;
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
