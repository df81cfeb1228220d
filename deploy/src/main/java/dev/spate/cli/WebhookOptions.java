package dev.spate.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Who is told when a run has ended.
final class WebhookOptions {
  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "POST the verdict and the main figures there, as JSON, when the run has ended.")
  private String url = "";

  @Option(
      names = "--webhook-header",
      paramLabel = "NAME: VALUE",
      description = "A header of that request (repeatable).")
  private List<String> headers = List.of();

  /// Empty where nobody is to be told.
  ///
  /// @throws CliException where the URL or a header is none; it does not repeat them, as they may
  ///   hold secrets
  Optional<Webhook> webhook() {
    if (url.isEmpty()) {
      if (!headers.isEmpty()) {
        throw CliException.invalid("--webhook-header goes with --webhook", "");
      }
      return Optional.empty();
    }
    return Optional.of(new Webhook(address(url), named(headers), Webhook.PAUSE));
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // said below, without the text: it may hold a secret
    }
    throw CliException.invalid(
        "--webhook is not a URL of http or https", "--webhook https://hooks.example/T0/B1");
  }

  private static Map<String, String> named(List<String> lines) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw CliException.invalid(
            "--webhook-header is not a header", "--webhook-header 'authorization: Bearer …'");
      }
      named.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return named;
  }
}
