package dev.spate.cli;

import java.util.List;
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
    return Optional.of(
        new Webhook(
            OutwardAddress.url("--webhook", url, "https://hooks.example/T0/B1"),
            OutwardAddress.headers("--webhook-header", headers),
            Webhook.PAUSE));
  }
}
