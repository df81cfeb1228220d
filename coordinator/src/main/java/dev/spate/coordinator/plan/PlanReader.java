package dev.spate.coordinator.plan;

import dev.spate.plan.ClientCredentials;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Instants;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Parallel;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Target;
import dev.spate.plan.Threshold;
import dev.spate.plan.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Reads a whole plan out of its root. Every part is read whatever is wrong with the others, so
/// that all problems are found at once.
final class PlanReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
              "name",
              "target",
              "allow",
              "seed",
              "lanes",
              "variables",
              "feeders",
              "http",
              "gracefulStop",
              "phases",
              "flows",
              "beforeRun",
              "scenarios",
              "afterRun",
              "thresholds",
              "workers")
          .later("include", "tags", "reports", "study");

  private final Value root;
  private final Fields fields;
  private final LongSupplier seeds;
  private final Given given;
  private final Map<String, PhaseReader> phaseReaders = new LinkedHashMap<>();
  private final RequestNames requestNames = new RequestNames();
  private Once once = Once.NOTHING;

  private PlanReader(Value root, LongSupplier seeds, Given given) {
    this.root = root;
    this.fields = Fields.of(root, KEYS);
    this.seeds = seeds;
    this.given = given;
  }

  /// @param seeds gives the seed where the plan has none
  static Optional<Plan> read(Node root, Problems problems, LongSupplier seeds, Given given) {
    return new PlanReader(Value.of(root, "", problems), seeds, given).plan();
  }

  private Optional<Plan> plan() {
    String name = fields.find("name").flatMap(Value::name).orElse("plan");
    Optional<Target> target =
        fields.require("target", "target: http://127.0.0.1:8080").flatMap(TargetReader::read);
    fields.find("allow").ifPresent(allow -> AllowReader.check(allow, target));
    long seed =
        fields
            .find("seed")
            .flatMap(value -> value.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .orElseGet(seeds::getAsLong);
    int lanes =
        fields
            .find("lanes")
            .flatMap(value -> value.wholeInt(1, Lanes.MAX_TOTAL))
            .orElse(Lanes.DEFAULT_TOTAL);
    HttpOptions http =
        fields
            .find("http")
            .map(value -> HttpReader.read(value, target))
            .orElse(HttpOptions.DEFAULT);
    long gracefulStopNs =
        fields
            .find("gracefulStop")
            .flatMap(value -> Durations.read(value, 0, Durations.HOUR_NS))
            .orElse(Plan.DEFAULT_GRACEFUL_STOP_NS);
    List<Phase> phases = phases();
    FeedersReader feeders = FeedersReader.of(fields.find("feeders"), given, phases);
    List<Scenario> scenarios = scenarios(target, http.headers(), feeders);
    checkConnections(http, scenarios);
    checkClients(scenarios);
    List<Threshold> thresholds = thresholds();
    Workers workers = workers(lanes);
    if (!root.problems().none() || target.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            name,
            target.get(),
            seed,
            lanes,
            http,
            phases,
            scenarios,
            thresholds,
            workers,
            gracefulStopNs,
            feeders.feeders(),
            once));
  }

  private List<Phase> phases() {
    Optional<Value> found =
        fields.require("phases", "phases: [{ arrivalRate: 20/s, duration: 30s }]");
    List<Value> items =
        found.map(value -> value.items("phases", Plan.MAX_PHASES)).orElse(List.of());
    ReplayReader replays = new ReplayReader(given);
    List<Phase> phases = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      PhaseReader reader = new PhaseReader(items.get(index), index, scenarioNames(), replays);
      phases.addAll(reader.read());
      reader.names().forEach(name -> keepName(name, reader));
    }
    if (phases.size() > Plan.MAX_PHASES) {
      found
          .orElse(root)
          .problem(
              "a plan has at most %d phases, and with their steps these are %d"
                  .formatted(Plan.MAX_PHASES, phases.size()),
              "");
    }
    if (ReplayLoad.bytes(phases) > Instants.MAX_BYTES) {
      found
          .orElse(root)
          .problem("the replays of a plan have at most 1 MB of instants together", "shorter files");
    }
    if (!phases.isEmpty() && !Plan.beginAtZero(phases)) {
      Objects.requireNonNull(phaseReaders.get(phases.getFirst().name()))
          .startAt()
          .problem("no phase begins with the run", "startAt: 0s, here or in another phase");
    }
    if (!items.isEmpty() && phaseReaders.values().stream().allMatch(PhaseReader::warmup)) {
      found
          .orElse(root)
          .problem(
              "every phase is a warm-up, so nothing would be measured",
              "add a phase without warmup");
    }
    return phases;
  }

  private void keepName(String name, PhaseReader reader) {
    PhaseReader first = phaseReaders.putIfAbsent(name, reader);
    if (first != null) {
      reader
          .nameAt()
          .problem(
              "\"%s\" is already the name of the phase in line %d"
                  .formatted(name, first.nameAt().at().line()),
              "");
    }
  }

  private List<String> scenarioNames() {
    return fields.find("scenarios").filter(found -> found.node() instanceof Node.Mapping).stream()
        .flatMap(found -> found.entries("names and their flows").stream())
        .map(Value.Field::name)
        .toList();
  }

  private List<Scenario> scenarios(
      Optional<Target> target, List<Header> headers, FeedersReader feeders) {
    Optional<Value> found =
        fields.require("scenarios", "scenarios: { visit: { flow: [{ get: / }] } }");
    if (found.isEmpty()) {
      requestNames.lose();
      return List.of();
    }
    List<Value.Field> entries = found.get().entries("names and their flows");
    if (found.get().node() instanceof Node.Mapping
        && (entries.isEmpty() || entries.size() > Plan.MAX_SCENARIOS)) {
      found
          .get()
          .problem(
              "must have 1 to " + Plan.MAX_SCENARIOS + " scenarios, not " + entries.size(), "");
    }
    if (entries.isEmpty()) {
      requestNames.lose();
    }
    RequestReader requests =
        new RequestReader(
            target.orElse(null),
            headers,
            ofHttp("headers"),
            ofHttp("auth"),
            ofHttp("followRedirects").flatMap(RedirectReader::read).orElse(0),
            requestNames);
    NamedFlows flows = NamedFlows.of(fields.find("flows"));
    Optional<Value> before = fields.find(Once.Part.BEFORE.key());
    ScenarioReader reader =
        new ScenarioReader(
            requests,
            VariablesReader.of(fields.find("variables"), root, given),
            feeders,
            given,
            flows,
            before.map(list -> Steps.assigned(list.node(), flows)).orElse(Set.of()));
    once = new OnceReader(reader).read(before, fields.find(Once.Part.AFTER.key()));
    List<Scenario> scenarios = new ArrayList<>();
    for (Value.Field entry : entries) {
      reader.read(entry).ifPresent(scenarios::add);
    }
    reader.readUnusedFlows();
    return scenarios;
  }

  private void checkClients(List<Scenario> scenarios) {
    List<ClientCredentials> clients = Plan.clients(scenarios, once);
    if (clients.size() > Plan.MAX_CLIENTS) {
      root.problem(
          "a plan has access tokens of at most %d clients, and these are %d"
              .formatted(Plan.MAX_CLIENTS, clients.size()),
          "");
    }
    for (ClientCredentials client : clients) {
      fields.find("allow").ifPresent(allow -> AllowReader.checkServer(allow, client.server()));
    }
  }

  /// A user that has a connection, and waits for others that users like it have, would wait for
  /// ever.
  private void checkConnections(HttpOptions http, List<Scenario> scenarios) {
    if (http.connections().keepAlive() == KeepAlive.USER
        && Stream.concat(
                scenarios.stream().flatMap(Scenario::steps),
                Stream.of(Once.Part.values()).flatMap(part -> Step.walk(once.steps(part))))
            .anyMatch(Parallel.class::isInstance)) {
      fields
          .find("http")
          .orElse(root)
          .problem(
              "requests in parallel need connections that users share",
              "connections: { keepAlive: shared }");
    }
  }

  /// What `http` has for requests to read, for it may have holes.
  private Optional<Value> ofHttp(String key) {
    return fields.find("http").filter(http -> http.node() instanceof Node.Mapping).stream()
        .flatMap(http -> http.entries("keys").stream())
        .filter(field -> field.name().equals(key))
        .map(Value.Field::value)
        .findFirst();
  }

  private List<Threshold> thresholds() {
    Optional<Value> found = fields.find("thresholds");
    if (found.isEmpty()) {
      return List.of();
    }
    Set<String> warmups = new HashSet<>();
    phaseReaders.forEach((name, phase) -> {
      if (phase.warmup()) {
        warmups.add(name);
      }
    });
    List<Threshold> thresholds =
        new ThresholdReader(phaseReaders.keySet(), warmups, requestNames).read(found.get());
    if (thresholds.size() > Plan.MAX_THRESHOLDS) {
      found
          .get()
          .problem(
              "must have at most " + Plan.MAX_THRESHOLDS + " rules, not " + thresholds.size(), "");
    }
    return thresholds;
  }

  private Workers workers(int lanes) {
    Optional<Value> found = fields.find("workers");
    Workers workers = found.map(WorkersReader::read).orElse(Workers.DEFAULT);
    if (workers.expect() > lanes) {
      found
          .orElse(root)
          .problem(
              workers.expect() + " workers cannot share " + lanes + " lanes",
              "lanes is 1024 where a plan does not say");
    }
    return workers;
  }
}
