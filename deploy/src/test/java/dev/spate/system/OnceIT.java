package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What happens once in a run of two worker processes, seen from the target.
@Execution(ExecutionMode.CONCURRENT)
final class OnceIT {
  @TempDir private Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer target;

  OnceIT() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    target.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] answer = "{\"token\": \"t-1\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    target.start();
  }

  @AfterEach
  void close() {
    target.stop(0);
  }

  @Test
  void oneWorkerBeginsAllHaveWhatItGotAndOneCleansUp() {
    try (Spate spate = new Spate(dir)) {
      Spate.Cluster cluster = spate.startCluster();
      var _ = spate.startWorker(cluster, "anna");
      var _ = spate.startWorker(cluster, "ben");
      Path out = dir.resolve("once");
      RunReport report = RunReport.read(out, spate.startRun(cluster, plan(), out).awaitEnd());
      assertThat(asked.getFirst()).isEqualTo("/login");
      assertThat(asked.getLast()).isEqualTo("/clean/t-1");
      List<String> traffic = asked.subList(1, asked.size() - 1);
      assertThat(traffic).containsOnly("/work/t-1").hasSize(40);
      assertThat(report.requests("started")).isEqualTo(40);
      assertThat(report.json().at("/once/0/part").asString()).isEqualTo("beforeRun");
      assertThat(report.json().at("/once/0/requests").asInt()).isEqualTo(1);
      assertThat(report.json().at("/once/1/part").asString()).isEqualTo("afterRun");
      assertThat(report.offeredBy("anna")).isPositive();
      assertThat(report.offeredBy("ben")).isPositive();
    }
  }

  private String plan() {
    return """
    target: http://127.0.0.1:%d
    beforeRun: [ { post: /login, capture: { token: { jsonPath: $.token } } } ]
    phases: [ { arrivalRate: 20/s, duration: 2s } ]
    scenarios: { only: { flow: [ { get: '/work/${token}' } ] } }
    afterRun: [ { delete: '/clean/${token}' } ]
    workers: { expect: 2 }
    """
        .formatted(target.getAddress().getPort());
  }
}
