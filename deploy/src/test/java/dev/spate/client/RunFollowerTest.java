package dev.spate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// On a coordinator that falls silent without closing anything.
@Timeout(60)
class RunFollowerTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final String SLOT = "event: slot\nid: 4\ndata: {}\n\n";
  private static final String UNKNOWN = "{\"error\":\"there is no run run-1\"}";
  private static final String FINISHED =
      "event: finished\ndata: {\"verdict\":\"PASSED\",\"exitCode\":0}\n\n";

  private final List<String> lastIds = new CopyOnWriteArrayList<>();
  private String status = "{\"state\":\"running\",\"verdict\":null,\"exitCode\":null}";
  private final Heard heard = new Heard();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpServer server = server();
  private final CoordinatorClient client =
      new CoordinatorClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Serves one of the streams at each connection, the last one from then on. One without the end
  /// of its run says nothing more, and stays open.
  private void serve(String... streams) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, streams));
    server.start();
  }

  private void answer(HttpExchange exchange, String... streams) throws IOException {
    if (!exchange.getRequestURI().getPath().endsWith("/events")) {
      exchange.sendResponseHeaders(200, status.length());
      exchange.getResponseBody().write(status.getBytes(StandardCharsets.UTF_8));
      exchange.close();
      return;
    }
    String lastId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    lastIds.add(lastId == null ? "" : lastId);
    String stream = streams[Math.min(lastIds.size(), streams.length) - 1];
    exchange.sendResponseHeaders(stream.equals(UNKNOWN) ? 404 : 200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(stream.getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (!stream.endsWith(FINISHED) && !stream.equals(UNKNOWN)) {
        over.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
  }

  private RunEnd follow(Duration patience) {
    return new RunFollower(client, "run-1", heard, SILENCE, patience).follow();
  }

  /// What people are told, in order.
  private static final class Heard implements RunListener {
    private final List<String> words = new ArrayList<>();

    @Override
    public void onProgress(RunProgress progress) {
      words.add("progress");
    }

    @Override
    public void onLost(String reason, Duration patience) {
      words.add("lost: " + reason);
    }

    @Override
    public void onFound() {
      words.add("found");
    }
  }

  @Test
  void followsTheRunAgainWhereTheStreamFallsSilent() {
    serve(SLOT, FINISHED);
    assertThat(follow(Duration.ofSeconds(60))).isEqualTo(new RunEnd("PASSED", 0, ""));
    assertThat(lastIds).containsExactly("", "4");
    assertThat(heard.words).containsExactly("lost: it has said nothing for 0 s", "found");
  }

  @Test
  void saysOnceThatTheCoordinatorIsGoneAndOnceThatItIsBack() {
    serve(SLOT, UNKNOWN, UNKNOWN, SLOT + FINISHED);
    assertThat(follow(Duration.ofSeconds(60))).isEqualTo(new RunEnd("PASSED", 0, ""));
    assertThat(heard.words).containsExactly("lost: it has said nothing for 0 s", "found");
  }

  @Test
  void givesUpACoordinatorThatNeverLearnsOfTheRun() {
    serve(UNKNOWN);
    assertThatThrownBy(() -> follow(Duration.ofSeconds(1)))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("lost the coordinator")
        .hasMessageContaining("does not know the run");
    assertThat(heard.words).hasSize(1);
  }

  @Test
  void givesUpACoordinatorThatStaysAway() {
    server.start();
    server.stop(0);
    assertThatThrownBy(() -> follow(Duration.ofSeconds(1)))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("for more than 1 s: nobody listens there");
  }

  @Test
  void asksForTheEndThatTheStreamDoesNotTell() {
    status = "{\"state\":\"finished\",\"verdict\":\"INCONCLUSIVE\",\"exitCode\":123}";
    serve(SLOT);
    assertThat(follow(Duration.ofSeconds(1))).isEqualTo(new RunEnd("INCONCLUSIVE", 123, ""));
  }

  @Test
  void givesUpACoordinatorThatStaysSilent() {
    serve("");
    assertThatThrownBy(() -> follow(Duration.ofSeconds(1)))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("lost the coordinator")
        .hasMessageContaining("it has said nothing");
  }
}
