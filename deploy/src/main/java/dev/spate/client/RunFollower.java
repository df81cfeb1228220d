package dev.spate.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Follows a run's event stream until the run has ended. A connection that breaks is made again
/// from the last event on, for a stated time after the last sign of the coordinator: that may have
/// died, and be started again or succeeded by one that stood by, and know the run only a little
/// later. One that is silent for [#SILENCE] counts as broken: a coordinator sends something every
/// 10 s.
final class RunFollower {
  static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int NOT_FOUND = 404;

  private final CoordinatorClient client;
  private final String run;
  private final RunListener listener;
  private final Duration silence;
  private final Duration patience;
  private String lastId = "";
  private long heardNs = System.nanoTime();
  private boolean lost;

  /// @param silence after which a connection counts as broken
  /// @param patience for how long a coordinator is looked for
  RunFollower(
      CoordinatorClient client,
      String run,
      RunListener listener,
      Duration silence,
      Duration patience) {
    this.client = client;
    this.run = run;
    this.listener = listener;
    this.silence = silence;
    this.patience = patience;
  }

  RunEnd follow() {
    while (true) {
      try {
        return followOnce();
      } catch (IOException failure) {
        RunEnd end = endByState();
        if (end != null) {
          return end;
        }
        waitBeforeNextTry(failure);
      } catch (InterruptedException failure) {
        Thread.currentThread().interrupt();
        throw new ClientException("interrupted while following run " + run, failure);
      }
    }
  }

  /// @throws IOException where the connection breaks before the run has ended
  private RunEnd followOnce() throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.events(run, lastId);
    try (InputStream body = response.body();
        SilenceWatch watch = new SilenceWatch(body, silence)) {
      int status = response.statusCode();
      if (status == NOT_FOUND) {
        throw new IOException("the coordinator there does not know the run");
      }
      if (status != 200) {
        throw CoordinatorClient.unexpected(
            response.request(), status, CoordinatorClient.beginning(body));
      }
      try {
        return readEvents(body, watch);
      } catch (IOException failure) {
        throw watch.explained(failure);
      }
    }
  }

  private RunEnd readEvents(InputStream body, SilenceWatch watch) throws IOException {
    EventParser parser = new EventParser(lastId);
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      ServerEvent event = parser.onLine(line);
      lastId = parser.lastId();
      RunEnd end = event == null ? null : onEvent(event);
      if (end != null) {
        return end;
      }
      onSign();
      watch.onSign();
    }
    throw new IOException("the stream of events ended before the run did");
  }

  private void onSign() {
    heardNs = System.nanoTime();
    if (lost) {
      lost = false;
      listener.onFound();
    }
  }

  private @Nullable RunEnd onEvent(ServerEvent event) {
    switch (event.name()) {
      case "progress" -> listener.onProgress(ApiJson.progress(ApiJson.tree(event.data())));
      case "finished" -> {
        return ApiJson.end(ApiJson.tree(event.data()));
      }
      default -> {} // slots, and what later versions add
    }
    return null;
  }

  /// How the run ended, where it has and only its stream does not say so.
  private @Nullable RunEnd endByState() {
    try {
      RunStatus status = client.run(run);
      return status.verdict().isEmpty()
          ? null
          : new RunEnd(status.verdict(), status.exitCode(), "");
    } catch (ClientException _) {
      return null; // there is no coordinator just now, which the next try will say
    }
  }

  private void waitBeforeNextTry(IOException failure) {
    String reason = CoordinatorClient.reason(failure);
    if (System.nanoTime() - heardNs > patience.toNanos()) {
      throw new ClientException(
          "lost the coordinator at %s for more than %d s: %s"
              .formatted(client.places(), patience.toSeconds(), reason),
          failure);
    }
    if (!lost) {
      lost = true;
      listener.onLost(reason, patience);
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClientException("interrupted while following run " + run, interrupted);
    }
  }
}
