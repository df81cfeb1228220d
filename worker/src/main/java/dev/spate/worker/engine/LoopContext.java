package dev.spate.worker.engine;

import dev.spate.answer.AnswerReader;
import dev.spate.measure.Slots;
import dev.spate.plan.FeedNumbers;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.ScenarioPicker;
import dev.spate.plan.SharedValues;
import dev.spate.worker.cookie.CookieJar;
import dev.spate.worker.cookie.CookieOrigin;
import dev.spate.worker.template.AccessTokens;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the parts of one loop share. Belongs to the loop's thread.
final class LoopContext {
  private final Plan plan;
  private final VariablePlaces places;

  /// What the variables of every virtual user begin with.
  private final String[] firstValues;

  private final List<Flow> flows;
  private final List<ScenarioPicker> pickers;
  private final FeedNumbers feedNumbers;
  private final Clock clock;
  private final Recorder recorder;
  private final Requester requester;
  private final LogLines log;
  private final Timers timers = new Timers();
  private final VirtualUsers users = new VirtualUsers();
  private final AnswerReader answers = new AnswerReader();

  /// Null where no scenario has cookies.
  private final @Nullable CookieOrigin origin;

  private long startNs;
  private long sendUntilNs = Long.MAX_VALUE;

  LoopContext(
      Plan plan,
      AccessTokens tokens,
      Clock clock,
      Recorder recorder,
      Requester requester,
      LogLines log) {
    this.plan = plan;
    this.places = VariablePlaces.of(plan, tokens);
    this.firstValues = places.filledWith(SharedValues.NONE);
    this.flows = Flow.of(plan, places);
    this.pickers = plan.phases().stream().map(phase -> new ScenarioPicker(plan, phase)).toList();
    this.feedNumbers = new FeedNumbers(plan);
    this.clock = clock;
    this.origin =
        plan.scenarios().stream().anyMatch(Scenario::usesCookies) ? CookieOrigin.of(plan) : null;
    this.recorder = recorder;
    this.requester = requester;
    this.log = log;
  }

  /// @param shared what `beforeRun` gave variables
  void startAt(long startNs, SharedValues shared) {
    System.arraycopy(places.filledWith(shared), 0, firstValues, 0, firstValues.length);
    this.startNs = startNs;
    recorder.startAt(startNs);
    users.inFlight().startAt(startNs);
  }

  /// Nothing is sent at `untilNs` or later, until another instant is set.
  void sendUntil(long untilNs) {
    sendUntilNs = untilNs;
    requester.sendUntil(untilNs);
  }

  /// Whether what is due at an instant is not to be sent for now.
  boolean holds(long dueNs) {
    return dueNs >= sendUntilNs;
  }

  Plan plan() {
    return plan;
  }

  Clock clock() {
    return clock;
  }

  Requester requester() {
    return requester;
  }

  Timers timers() {
    return timers;
  }

  VirtualUsers users() {
    return users;
  }

  Recorder recorder() {
    return recorder;
  }

  LogLines log() {
    return log;
  }

  /// When arrival 0 of the run is due, on the loop's clock.
  long startNs() {
    return startNs;
  }

  /// Reads one answer at a time.
  AnswerReader answers() {
    return answers;
  }

  /// For a virtual user.
  Variables newVariables() {
    return new Variables(firstValues);
  }

  /// For a virtual user; null where no scenario has cookies.
  @Nullable CookieJar newJar() {
    return origin == null ? null : new CookieJar(origin);
  }

  /// The scenario that an arrival of a phase draws.
  Flow flow(int phase, long seed) {
    return flows.get(pickers.get(phase).pick(seed));
  }

  /// By which records are dealt to arrivals.
  FeedNumbers feedNumbers() {
    return feedNumbers;
  }

  /// The cell of the requests of a phase and report row with this intended start.
  RequestCell requests(int phase, int name, long intendedNs) {
    return recorder.request(phase, name, Slots.of(intendedNs - startNs));
  }

  /// The cell of the groups of a phase and report row that began at this instant.
  RequestCell groups(int phase, int name, long sinceNs) {
    return recorder.group(phase, name, Slots.of(sinceNs - startNs));
  }

  /// For a virtual user.
  OpenGroups newGroups() {
    return new OpenGroups(flows.stream().mapToInt(Flow::groupDepth).max().orElse(0));
  }

  /// For a virtual user.
  OpenLoops newLoops() {
    return new OpenLoops(flows.stream().mapToInt(Flow::loopDepth).max().orElse(0));
  }

  /// The cell of the arrivals of a phase due at this instant.
  ArrivalCell arrivals(int phase, long dueNs) {
    return recorder.arrival(phase, Slots.of(dueNs - startNs));
  }
}
