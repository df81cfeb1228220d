package dev.spate.coordinator.plan;

import dev.spate.plan.Metric;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `thresholds`: a mapping from metrics, with selectors or without, to rules.
///
/// @param phases the names of all phases
/// @param warmups the names of those that are outside thresholds
record ThresholdReader(Set<String> phases, Set<String> warmups, RequestNames requests) {
  private static final Pattern SUBJECT =
      Pattern.compile("([A-Za-z0-9_.-]+) *(?:\\{(.*)})?", Pattern.DOTALL);
  private static final Pattern NEXT_SELECTOR =
      Pattern.compile(", *(?=(?:request|group|tag|phase) *:)");
  private static final Pattern SELECTOR = Pattern.compile("([A-Za-z]+) *: *(.+)", Pattern.DOTALL);

  /// What belongs to an arrival, or to a connection that many requests share.
  private static final Set<Metric> NOT_BY_REQUEST =
      Set.of(
          Metric.OFFERED,
          Metric.DROPPED,
          Metric.MISSED,
          Metric.LOST,
          Metric.SCHEDULE_LAG,
          Metric.CONNECT_TIME,
          Metric.TLS_TIME);

  private static final Fields.Keys RULE =
      Fields.Keys.of("threshold", "window", "abortOnFail", "delayAbortEval");

  /// What the rules of one key are about.
  private record Subject(Metric metric, String request, String group, String tag, String phase) {}

  private static final List<String> SELECTORS = List.of("request", "group", "tag", "phase");

  /// When a rule is judged, and what follows.
  private record Judging(long windowNs, boolean abortOnFail, long delayAbortEvalNs) {
    static final Judging AT_END = new Judging(0, false, 0);
  }

  List<Threshold> read(Value value) {
    List<Threshold> thresholds = new ArrayList<>();
    for (Value.Field field : value.entries("metrics and their rules")) {
      Optional<Subject> subject = subject(field.key(), field.name());
      for (Value rule : rules(field.value())) {
        thresholds.addAll(threshold(subject, rule).stream().toList());
      }
    }
    return thresholds;
  }

  private static List<Value> rules(Value value) {
    return value.node() instanceof Node.Sequence
        ? value.items("rules", Plan.MAX_THRESHOLDS)
        : List.of(value);
  }

  private static Optional<Threshold> threshold(Optional<Subject> subject, Value rule) {
    if (!(rule.node() instanceof Node.Mapping)) {
      return expression(rule)
          .flatMap(text -> subject.flatMap(about -> threshold(about, rule, text, Judging.AT_END)));
    }
    Fields fields = Fields.of(rule, RULE);
    Optional<String> expression =
        fields.require("threshold", "threshold: p(99)<250ms").flatMap(ThresholdReader::expression);
    Optional<Judging> judging = judging(fields, subject);
    return expression.flatMap(text ->
        judging.flatMap(how -> subject.flatMap(about -> threshold(about, rule, text, how))));
  }

  private static Optional<String> expression(Value text) {
    return text.text("a rule such as p(99)<250ms");
  }

  private static Optional<Judging> judging(Fields fields, Optional<Subject> subject) {
    Optional<Value> window = fields.find("window");
    Optional<Long> windowNs =
        window.isEmpty()
            ? Optional.of(0L)
            : window.flatMap(found -> window(found, subject.map(Subject::metric)));
    boolean abort = fields.find("abortOnFail").flatMap(Value::flag).orElse(false);
    Optional<Value> delay = fields.find("delayAbortEval");
    if (delay.isPresent() && !fields.has("abortOnFail")) {
      fields.refuse("belongs to abortOnFail: true", "delayAbortEval");
    }
    Optional<Long> delayNs =
        delay.isEmpty()
            ? Optional.of(0L)
            : delay.flatMap(found -> Durations.read(found, 0, Threshold.MAX_DELAY_NS));
    return windowNs.flatMap(length -> delayNs.map(wait -> new Judging(length, abort, wait)));
  }

  private static Optional<Long> window(Value value, Optional<Metric> metric) {
    if (metric.isPresent() && !metric.get().hasWindows()) {
      value.problem(
          metric.get().id() + " is not measured second by second, and has no windows", "");
      return Optional.empty();
    }
    Optional<Long> read = Durations.read(value, Durations.SECOND_NS, Threshold.MAX_WINDOW_NS);
    if (read.isPresent() && read.get() % Durations.SECOND_NS != 0) {
      value.problem("a window has whole seconds", "");
      return Optional.empty();
    }
    return read;
  }

  private static Optional<Threshold> threshold(
      Subject subject, Value rule, String text, Judging judging) {
    return new RuleReader(subject.metric(), rule)
        .read(text)
        .map(read ->
            new Threshold(
                subject.metric(),
                subject.request(),
                subject.phase(),
                read.statistic(),
                read.comparison(),
                read.limit(),
                text.strip(),
                judging.windowNs(),
                judging.abortOnFail(),
                judging.delayAbortEvalNs(),
                subject.group(),
                subject.tag()));
  }

  private Optional<Subject> subject(Value key, String text) {
    Matcher matcher = SUBJECT.matcher(text);
    if (!matcher.matches()) {
      key.problem(
          "must be a metric such as response_time or response_time{request:NAME,phase:NAME}", "");
      return Optional.empty();
    }
    Optional<Metric> metric = Metric.named(matcher.group(1));
    if (metric.isEmpty()) {
      key.problem(
          "unknown metric " + Paths.printable(matcher.group(1)),
          Spelling.suggest(
              matcher.group(1), Arrays.stream(Metric.values()).map(Metric::id).toList()));
    }
    Optional<Subject> selected = select(key, metric.orElse(Metric.RESPONSE_TIME), matcher.group(2));
    return metric.isEmpty() ? Optional.empty() : selected;
  }

  private Optional<Subject> select(Value key, Metric metric, @Nullable String selectors) {
    Map<String, String> names = new HashMap<>();
    for (String selector : selectors == null ? List.<String>of() : split(selectors)) {
      Matcher matcher = SELECTOR.matcher(selector);
      String word = matcher.matches() ? matcher.group(1) : Paths.printable(selector);
      if (!matcher.matches() || !SELECTORS.contains(word)) {
        key.problem("unknown selector \"" + word + "\"", Spelling.suggest(word, SELECTORS));
        return Optional.empty();
      }
      if (names.putIfAbsent(word, matcher.group(2).strip()) != null) {
        key.problem("the selector " + word + " is given twice", "");
        return Optional.empty();
      }
    }
    String request = names.getOrDefault("request", "");
    String group = names.getOrDefault("group", "");
    String tag = names.getOrDefault("tag", "").replaceFirst(" *= *", "=");
    String phase = names.getOrDefault("phase", "");
    boolean requestKnown = checkRequest(key, metric, request);
    boolean groupKnown = checkGroup(key, metric, group, request);
    boolean tagKnown = checkTag(key, metric, tag, !request.isEmpty() || !group.isEmpty());
    boolean phaseKnown = checkPhase(key, phase);
    return requestKnown && groupKnown && tagKnown && phaseKnown
        ? Optional.of(new Subject(metric, request, group, tag, phase))
        : Optional.empty();
  }

  private static List<String> split(String selectors) {
    return Arrays.stream(NEXT_SELECTOR.split(selectors, -1)).map(String::strip).toList();
  }

  private boolean checkRequest(Value key, Metric metric, String request) {
    if (request.isEmpty()) {
      return true;
    }
    if (NOT_BY_REQUEST.contains(metric)) {
      key.problem(metric.id() + " is not measured by request", "leave the selector out");
      return false;
    }
    if (requests.complete() && !requests.names().contains(request)) {
      key.problem(
          "no request has the name \"" + Paths.printable(request) + "\"",
          Spelling.suggest(request, few(requests.names())));
      return false;
    }
    return requests.complete() || requests.names().contains(request);
  }

  private boolean checkGroup(Value key, Metric metric, String group, String request) {
    if (group.isEmpty()) {
      return true;
    }
    if (!metric.ofGroups()) {
      key.problem(
          metric.id() + " is not measured by group", "response_time, failed and requests are");
      return false;
    }
    if (!request.isEmpty()) {
      key.problem("a rule is about a request or a group, not both", "");
      return false;
    }
    boolean known = requests.groups().contains(group);
    if (!known && requests.complete()) {
      key.problem(
          "no group has the name \"" + Paths.printable(group) + "\"",
          Spelling.suggest(group, few(requests.groups())));
    }
    return known;
  }

  private boolean checkTag(Value key, Metric metric, String tag, boolean others) {
    if (tag.isEmpty()) {
      return true;
    }
    if (NOT_BY_REQUEST.contains(metric)) {
      key.problem(metric.id() + " is not measured by request", "leave the selector out");
      return false;
    }
    if (others) {
      key.problem("a rule is about a request, a group or a tag, not about several", "");
      return false;
    }
    boolean known = requests.tags().contains(tag);
    if (!known && requests.complete()) {
      key.problem(
          "no request has the tag \"" + Paths.printable(tag) + "\"",
          Spelling.suggest(tag, few(requests.tags())));
    }
    return known;
  }

  private boolean checkPhase(Value key, String phase) {
    if (phase.isEmpty()) {
      return true;
    }
    if (!phases.contains(phase)) {
      key.problem(
          "no phase has the name \"" + Paths.printable(phase) + "\"",
          Spelling.suggest(phase, few(phases)));
      return false;
    }
    if (warmups.contains(phase)) {
      key.problem("\"" + phase + "\" is a warm-up, which thresholds leave out", "");
      return false;
    }
    return true;
  }

  /// As many as a suggestion can list.
  private static Set<String> few(Set<String> names) {
    Set<String> few = new LinkedHashSet<>();
    names.stream().limit(20).forEach(few::add);
    return names.size() <= 20 ? names : few;
  }
}
