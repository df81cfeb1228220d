package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests against targets of known truth share.
abstract class KnownTruth {
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1_000 * MILLISECOND;
  static final long SEED = 31;

  @TempDir private Path dir;
  Spate spate;

  /// A cold JVM takes a quarter of a second for its first request: the target's truth holds once it
  /// is warm.
  @BeforeAll
  static void warmTheTarget() throws IOException, InterruptedException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(target.url())).build();
      for (int i = 0; i < 3_000; i++) {
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @BeforeEach
  void open() {
    spate = Spate.asItIs(dir);
  }

  @AfterEach
  void close() {
    spate.close();
  }

  static String plan(TargetServer target, String http, String... phases) {
    return """
    target: %s
    seed: %d
    http: { %s }
    gracefulStop: 2s
    phases: [ %s ]
    scenarios: { only: { flow: [ { get: / } ] } }
    """
        .formatted(target.url(), SEED, http, String.join(", ", phases));
  }
}
