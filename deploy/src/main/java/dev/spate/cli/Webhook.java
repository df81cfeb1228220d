package dev.spate.cli;

import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.ReportJson;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Somebody's address that hears of a run's end. Tried three times; that it cannot be told is a
/// complaint, and changes nothing about the run.
///
/// @param url whose path may be a secret: only its host is ever shown
/// @param pause before the second try; twice that before the third
record Webhook(URI url, Map<String, String> headers, Duration pause) {
  static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int TRIES = 3;

  Webhook {
    headers = Map.copyOf(headers);
  }

  void tell(Report report, PrintStream err) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      String problem = "";
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        problem = post(client, ReportJson.headline(report));
        if (problem.isEmpty()) {
          return;
        }
        if (attempt < TRIES) {
          Thread.sleep(pause.multipliedBy(attempt));
        }
      }
      err.printf("spate: the webhook at %s was not told: %s%n", url.getHost(), problem);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return what went wrong; empty where nothing did
  private String post(HttpClient client, String headline) throws InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .timeout(LIMIT)
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(headline));
      headers.forEach(request::setHeader);
      HttpResponse<Void> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      return answer.statusCode() / 100 == 2 ? "" : "it answered " + answer.statusCode();
    } catch (IOException failure) {
      return failure.getMessage() == null
          ? failure.getClass().getSimpleName()
          : failure.getMessage();
    } catch (IllegalArgumentException _) {
      return "a header that this program sets itself, or may not stand in a request";
    }
  }
}
