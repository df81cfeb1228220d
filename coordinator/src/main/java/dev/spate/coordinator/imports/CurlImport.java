package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.YamlText;
import dev.spate.plan.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `curl` command lines, as browsers copy them.
final class CurlImport {
  private static final Pattern START =
      Pattern.compile("(?s)(?:\\s*#[^\n]{0,500}\n)*+\\s*(?:\\$ )?curl(?:\\.exe)?\\s.*");

  /// What changes nothing about what is sent.
  private static final Set<String> SILENT =
      Set.of(
          "-s",
          "-S",
          "-v",
          "-i",
          "-f",
          "-N",
          "-g",
          "-#",
          "--silent",
          "--show-error",
          "--verbose",
          "--include",
          "--fail",
          "--fail-with-body",
          "--no-buffer",
          "--globoff",
          "--progress-bar");

  private static final Set<String> WITH_VALUE =
      Set.of(
          "-o",
          "--output",
          "-w",
          "--write-out",
          "-D",
          "--dump-header",
          "-c",
          "--cookie-jar",
          "--retry",
          "--retry-delay",
          "--cacert",
          "--cert",
          "-E",
          "--key",
          "--resolve",
          "--connect-to",
          "--interface",
          "--limit-rate",
          "-r",
          "--range",
          "-T",
          "--upload-file",
          "--ciphers",
          "-K",
          "--config",
          "--proxy-user",
          "-U",
          "--oauth2-bearer");

  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("-X", "--request"),
          Map.entry("-H", "--header"),
          Map.entry("-d", "--data"),
          Map.entry("-F", "--form"),
          Map.entry("-u", "--user"),
          Map.entry("-A", "--user-agent"),
          Map.entry("-e", "--referer"),
          Map.entry("-b", "--cookie"),
          Map.entry("-I", "--head"),
          Map.entry("-G", "--get"),
          Map.entry("-k", "--insecure"),
          Map.entry("-L", "--location"),
          Map.entry("-m", "--max-time"),
          Map.entry("-x", "--proxy"));

  private static final Set<String> TAKES =
      Set.of(
          "--request",
          "--header",
          "--data",
          "--data-raw",
          "--data-binary",
          "--data-ascii",
          "--data-urlencode",
          "--json",
          "--form",
          "--form-string",
          "--user",
          "--user-agent",
          "--referer",
          "--cookie",
          "--max-time",
          "--max-redirs",
          "--connect-timeout",
          "--proxy",
          "--unix-socket",
          "--url");

  private final Draft draft;
  private final List<String> urls = new ArrayList<>();
  private final List<DraftRequest.NameValue> headers = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private String method = "";
  private boolean query;
  private boolean follows;

  /// How many; -1 where it does not say.
  private int redirects = -1;

  private final List<DraftRequest.NameValue> parts = new ArrayList<>();

  /// Whose contents are parts of a form.
  private final List<String> files = new ArrayList<>();

  /// With a password behind a colon; empty where nobody is named.
  private String user = "";

  private boolean digest;

  private CurlImport(Draft draft) {
    this.draft = draft;
  }

  static boolean looksLike(String text) {
    return START.matcher(text.length() > 1000 ? text.substring(0, 1000) : text).matches();
  }

  static Draft read(String text) {
    Draft draft = new Draft();
    for (List<String> command : ShellWords.commands(text)) {
      if (command.getFirst().matches("curl(\\.exe)?")) {
        new CurlImport(draft).read(command.subList(1, command.size()));
      } else {
        draft.notes.add("the command " + command.getFirst());
      }
    }
    if (draft.scenarios.isEmpty()) {
      throw new ImportException("there is no curl command with a URL in it");
    }
    return draft;
  }

  private void read(List<String> words) {
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (!word.startsWith("-") || word.equals("-")) {
        urls.add(word);
      } else if (word.startsWith("--") || word.length() == 2) {
        option(LONG.getOrDefault(word, word), "", rest);
      } else {
        letters(word, rest);
      }
    }
    requests();
  }

  /// Letters written together, the last of which may have its value attached: `-sXPOST`.
  private void letters(String word, Iterator<String> rest) {
    for (int i = 1; i < word.length(); i++) {
      String letter = "-" + word.charAt(i);
      String option = LONG.getOrDefault(letter, letter);
      boolean takes = TAKES.contains(option) || WITH_VALUE.contains(option);
      option(option, takes ? word.substring(i + 1) : "", rest);
      if (takes) {
        return;
      }
    }
  }

  private void option(String option, String attached, Iterator<String> rest) {
    if (SILENT.contains(option)) {
      return;
    }
    String value = attached;
    if ((TAKES.contains(option) || WITH_VALUE.contains(option)) && attached.isEmpty()) {
      value = rest.hasNext() ? rest.next() : "";
    }
    switch (option) {
      case "--request" -> method = value;
      case "--url" -> urls.add(value);
      case "--header" -> header(value);
      case "--data", "--data-raw", "--data-binary", "--data-ascii" -> data(option, value);
      case "--data-urlencode" -> encoded(value);
      case "--json" -> {
        data(option, value);
        headers.add(new DraftRequest.NameValue("content-type", "application/json"));
        headers.add(new DraftRequest.NameValue("accept", "application/json"));
      }
      case "--form" -> part(value);
      case "--form-string" -> textPart(value);
      case "--user" -> user = value;
      case "--digest" -> digest = true;
      case "--basic" -> digest = false;
      case "--user-agent" -> headers.add(new DraftRequest.NameValue("user-agent", value));
      case "--referer" -> headers.add(new DraftRequest.NameValue("referer", value));
      case "--cookie" -> cookie(value);
      case "--head" -> method = "HEAD";
      case "--get" -> query = true;
      case "--insecure" -> draft.http.put("tls", "{ insecure: true }");
      case "--max-time" -> time("timeout", value);
      case "--connect-timeout" -> time("connectTimeout", value);
      case "--proxy" -> connection("proxy", value.contains("://") ? value : "http://" + value);
      case "--unix-socket" -> connection("unixSocket", value);
      case "--http1.1" -> draft.http.put("protocol", "http1");
      case "--http2-prior-knowledge" -> draft.http.put("protocol", "http2");
      case "--compressed" ->
          headers.add(new DraftRequest.NameValue("accept-encoding", "gzip, deflate, br"));
      case "--location" -> follows = true;
      case "--max-redirs" -> mostRedirects(value);
      default -> draft.notes.add("the option " + option + " of curl");
    }
  }

  private void connection(String key, String value) {
    draft.http.put("connections", "{ " + key + ": " + YamlText.of(value) + " }");
  }

  private void time(String key, String seconds) {
    if (seconds.matches("[0-9]{1,5}(\\.[0-9]{1,6})?")) {
      long ms = Math.clamp(Math.round(Double.parseDouble(seconds) * 1000), 1, 3_600_000);
      draft.http.put(key, Draft.duration(ms));
    } else {
      draft.notes.add("the time " + seconds);
    }
  }

  private String followed() {
    if (!follows || redirects == 0) {
      return "";
    }
    return redirects < 0 ? "true" : Integer.toString(redirects);
  }

  private void mostRedirects(String number) {
    if (number.matches("[0-9]{1,2}") && Integer.parseInt(number) <= HttpRequest.MAX_REDIRECTS) {
      redirects = Integer.parseInt(number);
    } else {
      draft.notes.add("--max-redirs " + number + ": as many as a plan follows by default instead");
    }
  }

  private void header(String text) {
    int colon = text.indexOf(':');
    if (colon > 0 && colon + 1 < text.length()) {
      headers.add(
          new DraftRequest.NameValue(
              text.substring(0, colon).strip(), text.substring(colon + 1).strip()));
    } else if (!text.endsWith(":")) {
      draft.notes.add("the header " + text);
    }
  }

  private void cookie(String value) {
    if (value.contains("=")) {
      headers.add(new DraftRequest.NameValue("cookie", value));
    } else {
      draft.notes.add("the cookies in the file " + value);
    }
  }

  private void from(DraftRequest request) {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    if (digest && !user.isEmpty()) {
      request.isFrom("digest", name, colon < 0 ? "" : user.substring(colon + 1));
    } else if (!user.isEmpty()) {
      String encoded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      request.header("authorization", "Basic " + encoded);
    }
  }

  /// `name=text`, `name=text;type=…`, `name=@file`, `name=<file`.
  private void part(String text) {
    int equals = text.indexOf('=');
    String value = text.substring(equals + 1);
    if (value.startsWith("@") || value.startsWith("<")) {
      files.add(value.substring(1).replaceFirst(";.*", ""));
    } else {
      textPart(
          text.substring(0, equals + 1) + value.replaceFirst(";(type|headers|encoder)=.*", ""));
    }
  }

  private void textPart(String text) {
    int equals = text.indexOf('=');
    if (equals > 0) {
      parts.add(new DraftRequest.NameValue(text.substring(0, equals), text.substring(equals + 1)));
    } else {
      draft.notes.add("the part " + text + " of a form, which has no name");
    }
  }

  private void data(String option, String value) {
    if (value.startsWith("@") && !option.equals("--data-raw")) {
      draft.notes.add("the body in the file " + value.substring(1));
    } else {
      data.add(value);
    }
  }

  private void encoded(String value) {
    int equals = value.indexOf('=');
    if (equals < 0 && value.contains("@")) {
      draft.notes.add("the body in the file of --data-urlencode " + value);
    } else {
      String name = equals <= 0 ? "" : value.substring(0, equals + 1);
      data.add(name + URLEncoder.encode(value.substring(equals + 1), StandardCharsets.UTF_8));
    }
  }

  private void requests() {
    if (urls.isEmpty()) {
      draft.notes.add("a curl command without a URL");
    }
    for (String url : urls) {
      String body = String.join("&", data);
      String where = query && !body.isEmpty() ? url + (url.contains("?") ? "&" : "?") + body : url;
      boolean sent = !query && !body.isEmpty();
      boolean form = !parts.isEmpty() || !files.isEmpty();
      String verb = method.isEmpty() ? (sent || form ? "POST" : "GET") : method;
      DraftRequest request =
          new DraftRequest(verb, where.contains("://") ? where : "http://" + where);
      request.headers.addAll(headers);
      request.followRedirects = followed();
      from(request);
      if (!files.isEmpty()) {
        draft.notes.add(
            "%s %s: a form with files (%s), which have to lie beside a plan: multipart, file"
                .formatted(verb, url, String.join(", ", files)));
        continue;
      }
      request.parts.addAll(parts);
      if (sent) {
        body(request, body);
      }
      if (hasVariable(request)) {
        draft.notes.add(verb + " " + url + ": variables of the shell are not carried over");
        continue;
      }
      draft.request(draft.scenario("curl"), request);
    }
  }

  /// Whether the shell would have put something in.
  private static boolean hasVariable(DraftRequest request) {
    return request.url.contains("${")
        || request.body.contains("${")
        || request.parts.stream().anyMatch(part -> (part.name() + part.value()).contains("${"))
        || request.headers.stream().anyMatch(header -> header.value().contains("${"));
  }

  private static void body(DraftRequest request, String body) {
    @Nullable String type =
        request.headers.stream()
            .filter(header -> header.name().equalsIgnoreCase("content-type"))
            .map(DraftRequest.NameValue::value)
            .findFirst()
            .orElse(null);
    if (type == null) {
      request.header("content-type", "application/x-www-form-urlencoded");
    }
    request.body = body;
    if (type != null && type.contains("json")) {
      PlanImport.jsonBody(body).ifPresent(json -> request.json = json);
    }
  }
}
