package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.Durations;
import dev.spate.coordinator.plan.QuickUrl;
import dev.spate.coordinator.plan.YamlText;
import dev.spate.plan.Body;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The plan that an importer is making. It takes what a plan can have, and notes the rest.
final class Draft {
  /// Of a multipart form in a plan.
  private static final int MOST_PARTS = 100;

  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head", "options");
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "host", "connection");

  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  final Notes notes = new Notes();
  final Map<String, String> http = new LinkedHashMap<>();
  final List<String> phases = new ArrayList<>();
  final Set<String> phaseNames = new HashSet<>();
  final Map<String, DraftScenario> scenarios = new LinkedHashMap<>();
  final Map<String, List<String>> thresholds = new LinkedHashMap<>();

  /// Which somebody has to give their values.
  final Map<String, String> variables = new LinkedHashMap<>();

  final DraftScenario beforeRun = new DraftScenario();
  final DraftScenario afterRun = new DraftScenario();
  String name = "imported";
  String gracefulStop = "";
  private String target = "";
  private String basePath = "";
  private final Set<String> names = new HashSet<>();

  /// A scenario and its steps, each in lines of YAML; or what is within one of its steps.
  static final class DraftScenario {
    final List<List<String>> steps = new ArrayList<>();
    int weight = 1;
    int requests;
    private final @Nullable DraftScenario around;
    private int count;

    DraftScenario() {
      this(null);
    }

    private DraftScenario(@Nullable DraftScenario around) {
      this.around = around;
    }

    /// For steps within a step that is going to be one of its own.
    DraftScenario within() {
      return new DraftScenario(this);
    }

    private DraftScenario whole() {
      return around == null ? this : around.whole();
    }

    private void add(List<String> step, int sent) {
      steps.add(step);
      whole().count++;
      for (DraftScenario each = this; each != null; each = each.around) {
        each.requests += sent;
      }
    }
  }

  /// Where requests without a host go, and the only place where requests may go.
  void target(String url) {
    QuickUrl parts = QuickUrl.of(url);
    target = origin(parts.target());
    String path = encoded(parts.path());
    int query = path.indexOf('?');
    basePath = (query < 0 ? path : path.substring(0, query)).replaceFirst("/+$", "");
  }

  boolean hasTarget() {
    return !target.isEmpty();
  }

  String targetUrl() {
    return target;
  }

  /// A host is spelled in small letters, and the scheme's own port is none.
  private String origin(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    int start = lower.indexOf("://") + 3;
    int at = lower.lastIndexOf('@');
    if (at >= start) {
      notes.add("the user and the password in a URL were left out");
      lower = lower.substring(0, start) + lower.substring(at + 1);
    }
    return lower.startsWith("http://")
        ? lower.replaceFirst(":80$", "")
        : lower.replaceFirst(":443$", "");
  }

  /// A scenario of that name, begun where there is none.
  DraftScenario scenario(String given) {
    String clean = Notes.onOneLine(given);
    String scenarioName =
        clean.isEmpty() ? "scenario" : clean.substring(0, Math.min(100, clean.length()));
    DraftScenario known = scenarios.get(scenarioName);
    if (known != null) {
      return known;
    }
    DraftScenario scenario = new DraftScenario();
    if (scenarios.size() < Plan.MAX_SCENARIOS) {
      scenarios.put(scenarioName, scenario);
    } else {
      notes.add("the scenario " + scenarioName + ": a plan has at most " + Plan.MAX_SCENARIOS);
    }
    return scenario;
  }

  /// A pause; none below a millisecond.
  void think(DraftScenario scenario, double seconds) {
    long ms = Math.round(Math.min(seconds, 86_400) * 1000);
    if (ms > 0 && hasRoom(scenario)) {
      scenario.add(List.of("think: " + duration(ms)), 0);
    }
  }

  static String duration(long ms) {
    return Durations.format(ms * 1_000_000);
  }

  private boolean hasRoom(DraftScenario scenario) {
    if (scenario.whole().count < Scenario.MAX_STEPS) {
      return true;
    }
    notes.add("steps after the first " + Scenario.MAX_STEPS + " of a scenario");
    return false;
  }

  /// Adds a request, or notes why not.
  ///
  /// @return whether it was added
  boolean request(DraftScenario scenario, DraftRequest request) {
    String method = request.method.toLowerCase(Locale.ROOT);
    String shown = request.method + " " + request.url;
    if (!METHODS.contains(method)) {
      notes.add(shown + ": plans have no such method");
      return false;
    }
    String path = path(request, shown);
    if (path.isEmpty() || !hasRoom(scenario) || isBodyTooLarge(request, shown)) {
      return false;
    }
    List<String> lines = new ArrayList<>();
    lines.add(method + ": " + YamlText.of(Holes.written(path)));
    name(request, method, Holes.written(path), lines);
    headers(lines, request, shown);
    if (!request.parts.isEmpty()) {
      parts(lines, request);
    } else if (request.json != null) {
      JsonLines.add(lines, "json", request.json);
    } else if (!request.body.isEmpty()) {
      lines.add("body: " + YamlText.of(Holes.written(request.body)));
    }
    if (!request.followRedirects.isEmpty()) {
      lines.add("followRedirects: " + request.followRedirects);
    }
    if (!request.auth.isEmpty()) {
      lines.add("auth: " + request.auth);
    }
    answers(request, lines);
    scenario.add(lines, 1);
    return true;
  }

  private static void answers(DraftRequest request, List<String> lines) {
    List<String> checks = new ArrayList<>();
    if (!request.statuses.isEmpty()) {
      checks.add("status: " + request.statuses.stream().sorted().toList());
    }
    request.checks.forEach((what, rules) -> checks.add(what + ": " + flowMapping(rules)));
    if (!checks.isEmpty()) {
      lines.add("check: { " + String.join(", ", checks) + " }");
    }
    if (!request.captures.isEmpty()) {
      lines.add("capture:");
      request.captures.forEach((name, source) -> lines.add("  " + name + ": " + source));
    }
  }

  private static String flowMapping(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /// Adds a step that has steps of its own below `key`; none where those are none.
  ///
  /// @param head its lines above them
  void nested(DraftScenario scenario, List<String> head, String key, DraftScenario within) {
    if (within.steps.isEmpty() || !hasRoom(scenario)) {
      return;
    }
    List<String> lines = new ArrayList<>(head);
    lines.add(key + ":");
    for (List<String> step : within.steps) {
      lines.add("  - " + step.getFirst());
      step.stream().skip(1).map(line -> "    " + line).forEach(lines::add);
    }
    scenario.add(lines, 0);
  }

  /// A line in the log.
  void log(DraftScenario scenario, String text) {
    if (hasRoom(scenario)) {
      scenario.add(List.of("log: " + YamlText.of(Holes.written(text))), 0);
    }
  }

  /// The path behind the target, or an empty text where there can be none.
  private String path(DraftRequest request, String shown) {
    String path = basePath + (request.url.startsWith("/") ? "" : "/") + request.url;
    if (request.url.contains("://") && !request.url.startsWith("/")) {
      QuickUrl parts = QuickUrl.of(request.url);
      if (!Holes.isPlain(parts.target())) {
        notes.add(shown + ": which host it goes to is not known before the run");
        return "";
      }
      String origin = origin(parts.target());
      if (target.isEmpty()) {
        target = origin;
      }
      if (!origin.equals(target)) {
        notes.add("requests to " + origin + ": a plan has one target, " + target);
        return "";
      }
      path = parts.path();
    }
    String sent = encoded(path);
    if (sent.length() > HttpRequest.MAX_PATH) {
      notes.add(shown + ": its path is longer than " + HttpRequest.MAX_PATH + " characters");
      return "";
    }
    return sent;
  }

  private boolean isBodyTooLarge(DraftRequest request, String shown) {
    String text = request.json == null ? request.body : request.json.toString();
    String sent = text + request.parts;
    boolean large = sent.getBytes(StandardCharsets.UTF_8).length > Body.MAX_BYTES;
    if (large) {
      notes.add(shown + ": its body is larger than 1 MB");
    }
    boolean many = request.parts.size() > MOST_PARTS;
    if (many) {
      notes.add(shown + ": a form of more than " + MOST_PARTS + " parts");
    }
    return large || many;
  }

  /// A name is given once in a plan, and is no other request's method and path.
  private void name(DraftRequest request, String method, String path, List<String> lines) {
    String derived = method.toUpperCase(Locale.ROOT) + " " + path.replaceFirst("\\?.*", "");
    String given = Notes.onOneLine(request.name);
    boolean clashes = names.contains("given " + derived);
    if (given.isEmpty() && !clashes) {
      names.add("derived " + derived);
      return;
    }
    String wanted = given.isEmpty() ? derived : given;
    String unique = cut(wanted, "");
    for (int n = 2; names.contains("given " + unique) || names.contains("derived " + unique); n++) {
      unique = cut(wanted, " " + n);
    }
    names.add("given " + unique);
    lines.add("name: " + YamlText.of(unique));
  }

  private static String cut(String name, String suffix) {
    int room = HttpRequest.MAX_NAME - suffix.length();
    return (name.length() <= room ? name : name.substring(0, room)) + suffix;
  }

  private void headers(List<String> lines, DraftRequest request, String shown) {
    Set<String> seen = new HashSet<>();
    for (DraftRequest.NameValue header : request.headers) {
      String lower = header.name().toLowerCase(Locale.ROOT);
      boolean boundary = lower.equals("content-type") && !request.parts.isEmpty();
      if (FRAMING.contains(lower) || boundary) {
        continue;
      }
      if (!isSound(header) || !seen.add(lower)) {
        notes.add("the header " + header.name() + " of " + shown);
        continue;
      }
      if (seen.size() == 1) {
        lines.add("headers:");
      }
      lines.add(
          "  " + YamlText.of(header.name()) + ": " + YamlText.of(Holes.written(header.value())));
    }
  }

  private static void parts(List<String> lines, DraftRequest request) {
    lines.add("multipart:");
    for (DraftRequest.NameValue part : request.parts) {
      lines.add("  - name: " + YamlText.of(part.name()));
      lines.add("    value: " + YamlText.of(Holes.written(part.value())));
    }
  }

  private static boolean isSound(DraftRequest.NameValue header) {
    try {
      var _ = new Header(header.name(), Holes.written(header.value()));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The path without its fragment, with all encoded that has to be.
  static String encoded(String path) {
    int fragment = path.indexOf('#');
    return Holes.outside(fragment < 0 ? path : path.substring(0, fragment), Draft::percentEncoded);
  }

  private static String percentEncoded(String sent) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : sent.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && b < 127 && "\"<>\\^`{|}".indexOf(b) < 0;
      encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return encoded.toString();
  }

  /// A text as it stands in a query or a form; what is encoded already stays so.
  static String formEncoded(String text) {
    return ENCODED.matcher(text).find()
        ? encoded(text)
        : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
