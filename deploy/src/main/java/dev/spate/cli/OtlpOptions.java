package dev.spate.cli;

import dev.spate.coordinator.otlp.OtlpReceiver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who hears of a run while it goes on.
final class OtlpOptions {
  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = "Send metrics there by OTLP (HTTP, protobuf), every 10 s and at the end.")
  private String url = "";

  @Option(
      names = "--otlp-header",
      paramLabel = "NAME: VALUE",
      description = "A header of those requests (repeatable).")
  private List<String> headers = List.of();

  /// Null where nobody is to hear.
  ///
  /// @throws CliException where the URL or a header is none; it does not repeat them
  @Nullable OtlpReceiver receiver() {
    if (url.isEmpty()) {
      if (!headers.isEmpty()) {
        throw CliException.invalid("--otlp-header goes with --otlp", "");
      }
      return null;
    }
    return new OtlpReceiver(
        OutwardAddress.url("--otlp", url, "http://127.0.0.1:4318"),
        OutwardAddress.headers("--otlp-header", headers));
  }
}
