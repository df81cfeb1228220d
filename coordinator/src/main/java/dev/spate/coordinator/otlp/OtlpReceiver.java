package dev.spate.coordinator.otlp;

import java.net.URI;
import java.util.Map;

/// Who takes metrics by OTLP over HTTP, as protobuf.
///
/// @param url whose path may be a secret: only its host is ever shown; `/v1/metrics` where it has
///   none
/// @param headers of each request; they may be secrets
public record OtlpReceiver(URI url, Map<String, String> headers) {
  private static final String DEFAULT_PATH = "/v1/metrics";

  public OtlpReceiver {
    headers = Map.copyOf(headers);
    String path = url.getRawPath();
    if (path == null || path.isEmpty() || path.equals("/")) {
      url = url.resolve(DEFAULT_PATH);
    }
  }

  @Override
  public String toString() {
    return "OTLP receiver at " + url.getHost();
  }
}
