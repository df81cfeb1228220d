package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Header;
import java.util.List;
import java.util.Locale;

/// The plan that `spate quick URL` stands for, as text: what is run is that text, parsed, so what
/// `--print-plan` shows is what happens. What is wrong with an option is then a problem of the
/// plan.
///
/// @param url with or without `http://`; its path and query become the request's
/// @param load `500/s` or `500` for arrivals a second, or a number of users
/// @param duration as plans write it: `30s`
/// @param connections the most of one worker; 0 for the default
/// @param method in any case; empty for GET, or POST where there is a body
/// @param body empty for none
public record QuickPlan(
    String name,
    String url,
    Load load,
    String duration,
    int connections,
    List<Header> headers,
    String method,
    String body) {

  /// The one kind of load of a quick plan.
  public sealed interface Load {
    /// @param rate `500/s`; a bare number is a second
    record Arrivals(String rate, boolean poisson) implements Load {}

    record Users(int users) implements Load {}
  }

  public QuickPlan {
    headers = List.copyOf(headers);
  }

  /// A GET with nothing but the essentials.
  public static QuickPlan of(String url, Load load, String duration) {
    return new QuickPlan("quick", url, load, duration, 0, List.of(), "", "");
  }

  /// The plan as YAML.
  public String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: ").append(YamlText.of(name)).append('\n');
    yaml.append("target: ").append(YamlText.of(QuickUrl.of(url).target())).append('\n');
    http(yaml);
    yaml.append("phases:\n  - name: steady\n");
    switch (load) {
      case Load.Arrivals(String rate, boolean poisson) -> {
        yaml.append("    arrivalRate: ").append(YamlText.of(perSecond(rate))).append('\n');
        yaml.append(poisson ? "    arrivals: poisson\n" : "");
      }
      case Load.Users(int users) -> yaml.append("    users: ").append(users).append('\n');
    }
    yaml.append("    duration: ").append(YamlText.of(duration)).append('\n');
    yaml.append("scenarios:\n  quick:\n    flow:\n");
    request(yaml);
    return yaml.toString();
  }

  private void http(StringBuilder yaml) {
    if (connections == 0 && load instanceof Load.Users(int users)) {
      int fits = Math.min(users, ConnectionOptions.MAX_PER_WORKER);
      if (fits > ConnectionOptions.DEFAULT.perWorker()) {
        connections(yaml, fits);
      }
    } else if (connections != 0) {
      connections(yaml, connections);
    }
  }

  private static void connections(StringBuilder yaml, int perWorker) {
    yaml.append("http:\n  connections:\n    perWorker: ").append(perWorker).append('\n');
  }

  private void request(StringBuilder yaml) {
    String key = method.isEmpty() ? (body.isEmpty() ? "get" : "post") : method;
    yaml.append("      - ").append(YamlText.of(key.toLowerCase(Locale.ROOT)));
    yaml.append(": ").append(YamlText.of(QuickUrl.of(url).path())).append('\n');
    if (!headers.isEmpty()) {
      yaml.append("        headers:\n");
      for (Header header : headers) {
        yaml.append("          ").append(YamlText.of(header.name()));
        yaml.append(": ").append(YamlText.of(header.value())).append('\n');
      }
    }
    if (!body.isEmpty()) {
      yaml.append("        body: ").append(YamlText.of(body)).append('\n');
    }
  }

  private static String perSecond(String rate) {
    boolean bare =
        !rate.isEmpty() && rate.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    return bare ? rate + "/s" : rate;
  }
}
