package dev.spate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The API of a coordinator with one scripted run.
final class FakeCoordinator implements AutoCloseable {
  static final String RUN = "run-1";

  /// What came in, as `METHOD /path?query`.
  final List<String> requests = new CopyOnWriteArrayList<>();

  /// What submissions said besides the plan, as `NAME=VALUE`s of both headers.
  final List<String> given = new CopyOnWriteArrayList<>();

  final List<String> plans = new CopyOnWriteArrayList<>();
  final Map<String, String> files = new TreeMap<>();
  int submissionStatus = 201;
  String submissionAnswer = "{\"id\":\"" + RUN + "\"}";
  int fileStatus = 200;
  List<String> eventStreams = List.of();
  Runnable onEvents = () -> {};
  private final HttpServer server;
  private int streamsServed;

  FakeCoordinator() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    files.put("report.json", "{\"format\":\"spate-report/1\"}\n");
    files.put("plan.yaml", "name: x\n");
    eventStreams = List.of(finished("PASSED", 0));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::onRequest);
    server.start();
  }

  static String finished(String verdict, int exitCode) {
    return "event: finished\ndata: {\"verdict\":\"%s\",\"exitCode\":%d}\n\n"
        .formatted(verdict, exitCode);
  }

  static String progress(String phase, int elapsed, int duration) {
    return ("event: progress\ndata: {\"state\":\"running\",\"elapsedSeconds\":%d,\"durationSeconds\":%d,\"phase\":\"%s\","
            + "\"plannedPerSecond\":500,\"offeredPerSecond\":498,\"requestsPerSecond\":499,"
            + "\"failedPerSecond\":5,\"p50\":0.00212,\"p99\":0.0125,\"inFlight\":3,\"workers\":2,"
            + "\"message\":\"\"}\n\n")
        .formatted(elapsed, duration, phase);
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// What a coordinator on this machine does by the end of its run.
  void writeInto(Path results) {
    try {
      Path directory = Files.createDirectories(results.resolve(RUN));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void onRequest(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(line);
    String run = "/api/v1/runs/" + RUN;
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("POST") && path.equals("/api/v1/runs")) {
      for (String header : List.of("Spate-Variables", "Spate-Environment")) {
        given.addAll(exchange.getRequestHeaders().getOrDefault(header, List.of()));
      }
      plans.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      answer(exchange, submissionStatus, submissionAnswer);
    } else if (line.equals("DELETE " + run)) {
      answer(exchange, 202, "");
    } else if (path.equals(run + "/events")) {
      events(exchange);
    } else if (path.equals(run + "/files")) {
      answer(exchange, 200, "{\"files\":[\"" + String.join("\",\"", files.keySet()) + "\"]}");
    } else if (path.startsWith(run + "/files/")) {
      answer(exchange, fileStatus, files.get(path.substring(run.length() + 7)));
    } else if (path.equals("/api/v1/workers")) {
      answer(
          exchange,
          200,
          "{\"workers\":[{\"id\":\"w1\",\"host\":\"h1\",\"cores\":4,\"weight\":2,"
              + "\"version\":\"0.1.0\",\"transport\":\"epoll\",\"state\":\"idle\",\"run\":null}]}");
    } else if (path.equals("/api/v1/runs")) {
      answer(
          exchange,
          200,
          "{\"runs\":[{\"id\":\"run-1\",\"name\":\"shop\",\"state\":\"finished\","
              + "\"startedAt\":\"2026-11-22T10:15:00Z\",\"verdict\":\"FAILED\",\"exitCode\":99}]}");
    } else {
      answer(exchange, 404, "{\"error\":\"no such thing\"}");
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    String stream = eventStreams.get(Math.min(streamsServed++, eventStreams.size() - 1));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      onEvents.run();
      out.write(stream.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void answer(HttpExchange exchange, int status, @Nullable String body)
      throws IOException {
    byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
