package dev.spate.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Follows a run's event stream until the run has ended. A connection that breaks is made again
/// from the last event on, for as long as [#PATIENCE] after the last sign of the coordinator.
final class RunFollower {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final CoordinatorClient client;
  private final String run;
  private final RunListener listener;
  private String lastId = "";
  private long heardNs = System.nanoTime();

  RunFollower(CoordinatorClient client, String run, RunListener listener) {
    this.client = client;
    this.run = run;
    this.listener = listener;
  }

  RunEnd follow() {
    while (true) {
      try {
        RunEnd end = followOnce();
        if (end != null) {
          return end;
        }
        waitBeforeNextTry(new IOException("the stream of events ended before the run did"));
      } catch (IOException | UncheckedIOException failure) {
        waitBeforeNextTry(failure);
      } catch (InterruptedException failure) {
        Thread.currentThread().interrupt();
        throw new ClientException("interrupted while following run " + run, failure);
      }
    }
  }

  private @Nullable RunEnd followOnce() throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response = client.events(run, lastId);
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new ClientException(
            "the coordinator answered " + response.statusCode() + " for the events of run " + run);
      }
      EventParser parser = new EventParser(lastId);
      Iterator<String> iterator = lines.iterator();
      while (iterator.hasNext()) {
        ServerEvent event = parser.onLine(iterator.next());
        heardNs = System.nanoTime();
        lastId = parser.lastId();
        RunEnd end = event == null ? null : onEvent(event);
        if (end != null) {
          return end;
        }
      }
      return null;
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

  private void waitBeforeNextTry(Exception failure) {
    if (System.nanoTime() - heardNs > PATIENCE.toNanos()) {
      throw new ClientException(
          "lost the coordinator at " + client.base() + ": " + failure.getMessage(), failure);
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClientException("interrupted while following run " + run, interrupted);
    }
  }
}
