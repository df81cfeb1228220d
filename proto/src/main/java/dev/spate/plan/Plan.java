package dev.spate.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What to do: a target, phases, scenarios, thresholds. A value that cannot be built wrong.
///
/// @param name at most 100 characters
/// @param seed everything that varies in the run is derived from it
/// @param lanes how many lanes the arrivals are dealt onto
/// @param phases 1 to 100, each after the one before it, or when it says so itself; one begins at 0
/// @param scenarios 1 to 100
/// @param gracefulStopNs how long requests in flight and arrivals still due may take after the last
///   phase, 0 to 1 hour
/// @param feeders at most 100, with [Feeder#MAX_CHARACTERS] together
/// @param once what happens once, before and after
public record Plan(
    String name,
    Target target,
    long seed,
    int lanes,
    HttpOptions http,
    List<Phase> phases,
    List<Scenario> scenarios,
    List<Threshold> thresholds,
    Workers workers,
    long gracefulStopNs,
    List<Feeder> feeders,
    Once once) {
  public static final int MAX_PHASES = 100;
  public static final int MAX_CLIENTS = 10;
  public static final int MAX_SCENARIOS = 100;
  public static final int MAX_THRESHOLDS = 200;
  public static final int MAX_FEEDERS = 100;

  public static final long MAX_GRACEFUL_STOP_NS = 3_600_000_000_000L;

  /// How long the end of a run may take where the plan does not say.
  public static final long DEFAULT_GRACEFUL_STOP_NS = 30_000_000_000L;

  /// @throws IllegalArgumentException outside the ranges above, for a name given twice, or a
  ///   threshold about something that is not in the plan
  public Plan {
    phases = List.copyOf(phases);
    scenarios = List.copyOf(scenarios);
    thresholds = List.copyOf(thresholds);
    feeders = List.copyOf(feeders);
    check(!name.isBlank() && name.length() <= 100, "the name of a plan has 1 to 100 characters");
    check(
        lanes >= 1 && lanes <= Lanes.MAX_TOTAL, "1 to " + Lanes.MAX_TOTAL + " lanes, not " + lanes);
    check(
        !phases.isEmpty() && phases.size() <= MAX_PHASES,
        "a plan has 1 to " + MAX_PHASES + " phases");
    check(
        !scenarios.isEmpty() && scenarios.size() <= MAX_SCENARIOS, "a plan has 1 to 100 scenarios");
    check(
        thresholds.size() <= MAX_THRESHOLDS,
        "a plan has at most " + MAX_THRESHOLDS + " thresholds");
    check(
        gracefulStopNs >= 0 && gracefulStopNs <= MAX_GRACEFUL_STOP_NS, "gracefulStop is 0 to 1 h");
    Set<String> phaseNames = new HashSet<>();
    check(beginAtZero(phases), "a phase begins with the run");
    for (Phase phase : phases) {
      check(phaseNames.add(phase.name()), "two phases are called " + phase.name());
    }
    Set<String> scenarioNames = new HashSet<>();
    for (Scenario scenario : scenarios) {
      check(scenarioNames.add(scenario.name()), "two scenarios are called " + scenario.name());
    }
    for (Phase phase : phases) {
      check(
          scenarioNames.containsAll(phase.scenarios()),
          "the phase " + phase.name() + " names a scenario that the plan has not");
    }
    checkFeeders(phases, scenarios, feeders);
    checkTags(scenarios);
    check(
        clients(scenarios, once).size() <= MAX_CLIENTS,
        "a plan has access tokens of at most " + MAX_CLIENTS + " clients");
    check(
        ReplayLoad.bytes(phases) <= Instants.MAX_BYTES,
        "the replays of a plan have at most 1 MB of instants together");
    Set<String> requestNames = new HashSet<>(namesOf(scenarios));
    Set<String> groupNames = new HashSet<>(groupsOf(scenarios));
    for (Threshold threshold : thresholds) {
      check(
          threshold.phase().isEmpty() || phaseNames.contains(threshold.phase()),
          "a threshold names a phase that the plan has not: " + threshold.phase());
      check(
          threshold.request().isEmpty() || requestNames.contains(threshold.request()),
          "a threshold names a request that the plan has not: " + threshold.request());
      check(
          threshold.group().isEmpty() || groupNames.contains(threshold.group()),
          "a threshold names a group that the plan has not: " + threshold.group());
      check(
          threshold.tag().isEmpty() || requests(scenarios).anyMatch(has(threshold.tag())),
          "a threshold names a tag that no request has: " + threshold.tag());
    }
  }

  /// One where nothing happens once.
  public Plan(
      String name,
      Target target,
      long seed,
      int lanes,
      HttpOptions http,
      List<Phase> phases,
      List<Scenario> scenarios,
      List<Threshold> thresholds,
      Workers workers,
      long gracefulStopNs,
      List<Feeder> feeders) {
    this(
        name,
        target,
        seed,
        lanes,
        http,
        phases,
        scenarios,
        thresholds,
        workers,
        gracefulStopNs,
        feeders,
        Once.NOTHING);
  }

  /// Whether one of these begins with the run.
  public static boolean beginAtZero(List<Phase> phases) {
    return phases.getFirst().startNs() == Phase.FOLLOWS
        || phases.stream().anyMatch(phase -> phase.startNs() == 0);
  }

  /// One without feeders.
  public Plan(
      String name,
      Target target,
      long seed,
      int lanes,
      HttpOptions http,
      List<Phase> phases,
      List<Scenario> scenarios,
      List<Threshold> thresholds,
      Workers workers,
      long gracefulStopNs) {
    this(
        name,
        target,
        seed,
        lanes,
        http,
        phases,
        scenarios,
        thresholds,
        workers,
        gracefulStopNs,
        List.of());
  }

  private static void checkFeeders(
      List<Phase> phases, List<Scenario> scenarios, List<Feeder> feeders) {
    check(feeders.size() <= MAX_FEEDERS, "a plan has at most " + MAX_FEEDERS + " feeders");
    check(
        feeders.stream().mapToLong(Feeder::characters).sum() <= Feeder.MAX_CHARACTERS,
        "the feeders of a plan have at most 1 MB of values together");
    Set<String> names = new HashSet<>();
    for (Feeder feeder : feeders) {
      check(names.add(feeder.name()), "two feeders are called " + feeder.name());
      check(
          feeder.strategy() != Feeder.Strategy.QUEUE
              || phases.stream().allMatch(phase -> phase.load() instanceof ArrivingLoad),
          "a queue feeds open phases only");
    }
    scenarios.stream()
        .flatMap(Scenario::steps)
        .filter(Feed.class::isInstance)
        .map(step -> ((Feed) step).feeder())
        .forEach(name -> check(names.contains(name), "there is no feeder " + name));
  }

  private static void checkTags(List<Scenario> scenarios) {
    Map<String, Tags> tags = new HashMap<>();
    requests(scenarios)
        .forEach(request -> {
          Tags first = tags.putIfAbsent(request.name(), request.tags());
          check(
              first == null || first.equals(request.tags()),
              "requests of the same name have the same tags: " + request.name());
        });
  }

  private static Predicate<HttpRequest> has(String tag) {
    return request -> request.tags().contains(tag);
  }

  /// The clients whose access tokens its requests want, each once.
  public List<ClientCredentials> clients() {
    return clients(scenarios, once);
  }

  /// The same of a plan that is not whole yet.
  public static List<ClientCredentials> clients(List<Scenario> scenarios, Once once) {
    return Stream.concat(
            scenarios.stream().flatMap(Scenario::steps),
            Stream.of(Once.Part.values()).flatMap(part -> Step.walk(once.steps(part))))
        .filter(HttpRequest.class::isInstance)
        .flatMap(request -> ((HttpRequest) request).headers().stream())
        .flatMap(header -> header.value().holes())
        .flatMap(hole -> hole.value().clients())
        .distinct()
        .toList();
  }

  private static Stream<HttpRequest> requests(List<Scenario> scenarios) {
    return scenarios.stream().flatMap(Scenario::requests);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /// The same with other options.
  public Plan withHttp(HttpOptions changed) {
    return new Plan(
        name,
        target,
        seed,
        lanes,
        changed,
        phases,
        scenarios,
        thresholds,
        workers,
        gracefulStopNs,
        feeders,
        once);
  }

  /// The same with another target.
  public Plan withTarget(Target changed) {
    return new Plan(
        name,
        changed,
        seed,
        lanes,
        http,
        phases,
        scenarios,
        thresholds,
        workers,
        gracefulStopNs,
        feeders,
        once);
  }

  /// The same with something else that happens once.
  public Plan withOnce(Once changed) {
    return new Plan(
        name,
        target,
        seed,
        lanes,
        http,
        phases,
        scenarios,
        thresholds,
        workers,
        gracefulStopNs,
        feeders,
        changed);
  }

  /// The names of the requests in the order in which the plan first has them; a request's index
  /// everywhere else is its place here.
  public List<String> requestNames() {
    return namesOf(scenarios);
  }

  /// The tags of a request.
  ///
  /// @param name one of [#requestNames]
  /// @throws IllegalArgumentException where there is no such request
  public Tags tagsOf(String name) {
    return requests(scenarios)
        .filter(request -> request.name().equals(name))
        .findFirst()
        .map(HttpRequest::tags)
        .orElseThrow(() -> new IllegalArgumentException("there is no request " + name));
  }

  /// When a phase begins, in nanoseconds since arrival 0 of the run.
  public long beginsNs(int phase) {
    long startNs = phases.get(phase).startNs();
    if (startNs != Phase.FOLLOWS) {
      return startNs;
    }
    return phase == 0 ? 0 : endsNs(phase - 1);
  }

  /// When it ends, likewise.
  public long endsNs(int phase) {
    return beginsNs(phase) + phases.get(phase).durationNs();
  }

  /// How long it takes until all phases are over, without the graceful stop.
  public long durationNs() {
    return IntStream.range(0, phases.size()).mapToLong(this::endsNs).max().orElseThrow();
  }

  /// The seed of everything that one arrival or iteration of a phase draws.
  ///
  /// @param number the arrival's number, or a number of (user, iteration)
  public long seedOf(int phase, long number) {
    return Draws.bits(Draws.bits(seed, phase), number);
  }

  /// The names of the groups, likewise.
  public List<String> groupNames() {
    return groupsOf(scenarios);
  }

  /// A feeder by its name.
  ///
  /// @throws IllegalArgumentException where there is none
  public Feeder feeder(String wanted) {
    return feeders.stream()
        .filter(feeder -> feeder.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no feeder " + wanted));
  }

  private static List<String> namesOf(List<Scenario> scenarios) {
    return requests(scenarios).map(HttpRequest::name).distinct().toList();
  }

  private static List<String> groupsOf(List<Scenario> scenarios) {
    return scenarios.stream()
        .flatMap(Scenario::steps)
        .filter(Group.class::isInstance)
        .map(step -> ((Group) step).name())
        .distinct()
        .toList();
  }
}
