package dev.spate.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetServerTest {
  private static final long MS = 1_000_000L;

  @Test
  void answersWhatItsUrlAsksFor() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        PlainClient client = new PlainClient(target.port())) {
      assertThat(client.get("/").status()).isEqualTo(200);
      assertThat(client.get("/?status=503").status()).isEqualTo(503);
      assertThat(client.get("/a/status/404/b").status()).isEqualTo(404);
      assertThat(client.get("/?size=20000").body()).hasSize(20_000).matches("x+");
      assertThat(client.get("/?size=10000&chunked=true").body()).startsWith("2000\r\nxxx");
      assertThat(client.get("/?server-timing=db;dur=5").head()).contains("db;dur=5");
      assertThat(client.get("/?status=204").head()).doesNotContain("content-length");
    }
  }

  @Test
  void saysWhatIsWrongWithAUrl() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        PlainClient client = new PlainClient(target.port())) {
      PlainClient.Reply reply = client.get("/?delay=20");
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body()).contains("'20' is not a duration", "250ms");
    }
  }

  @Test
  void sendsNoBodyToHead() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        PlainClient client = new PlainClient(target.port())) {
      client.send("HEAD", "/?size=10");
      assertThat(client.readHead()).contains("content-length: 10");
      assertThat(client.get("/after").status()).isEqualTo(200);
    }
  }

  @Test
  void answersRequestsOfOneConnectionInTheirOrder() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        PlainClient client = new PlainClient(target.port())) {
      client.send("GET", "/?delay=20ms&status=201");
      client.send("GET", "/?status=202");
      assertThat(client.read().status()).isEqualTo(201);
      assertThat(client.read().status()).isEqualTo(202);
    }
  }

  @Test
  void closesAConnectionEveryThirdAnswer() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withCloseEvery(3));
        PlainClient client = new PlainClient(target.port())) {
      assertThat(client.get("/").head()).doesNotContain("close");
      assertThat(client.get("/").head()).doesNotContain("close");
      assertThat(client.get("/").head()).contains("connection: close");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void failsTheSameRequestsForTheSameSeed() throws IOException {
    TargetSettings settings = TargetSettings.DEFAULT.withErrors(0.3, 502);
    List<Integer> first = statuses(settings, 200);
    assertThat(statuses(settings, 200)).isEqualTo(first);
    assertThat(first).containsOnly(200, 502);
    assertThat(first.stream().filter(status -> status == 502).count()).isBetween(40L, 80L);
  }

  private static List<Integer> statuses(TargetSettings settings, int requests) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    try (TargetServer target = new TargetServer(settings);
        PlainClient client = new PlainClient(target.port())) {
      for (int i = 0; i < requests; i++) {
        statuses.add(client.get("/").status());
      }
    }
    return statuses;
  }

  @Test
  void countsByPathAndStatusAndNotTheCountsThemselves() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        PlainClient client = new PlainClient(target.port())) {
      client.get("/a?x=1");
      client.get("/a");
      client.get("/status/404");
      String json = client.get("/_spate/counts").body();
      assertThat(json)
          .isEqualTo(
              "{\"connections\":1,\"arrived\":3,\"answered\":3,"
                  + "\"paths\":{\"/a\":{\"200\":2},\"/status/404\":{\"404\":1}}}");
      assertThat(target.counts())
          .isEqualTo(
              new TargetCounts(
                  1, 3, Map.of("/a", Map.of(200, 2L), "/status/404", Map.of(404, 1L))));
      assertThat(target.counts().answeredWith(200)).isEqualTo(2);
    }
  }

  @Test
  void recordsEachArrival(@TempDir Path directory) throws IOException {
    long beforeNs = System.nanoTime();
    Path file = directory.resolve("arrivals.csv");
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true));
        PlainClient client = new PlainClient(target.port())) {
      client.get("/one?a=b");
      client.get("/two");
      target.writeArrivals(file);
      List<Arrival> arrivals = target.arrivals();
      assertThat(arrivals).extracting(Arrival::path).containsExactly("/one", "/two");
      assertThat(arrivals.getFirst().nanoTime()).isBetween(beforeNs, arrivals.get(1).nanoTime());
    }
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .first()
        .isEqualTo("since_start_ns,nano_time,unix_ns,path");
  }

  @Test
  void stopsInTheMiddleOfAStall() throws IOException {
    Stalls hour = Stalls.once(3_600_000 * MS, 0, Stalls.Origin.FIRST_REQUEST);
    TargetServer target = new TargetServer(TargetSettings.DEFAULT.withStalls(hour));
    try (PlainClient client = new PlainClient(target.port())) {
      client.send("GET", "/");
      await().until(() -> target.counts().arrived() == 1);
    } finally {
      long startNs = System.nanoTime();
      target.close();
      assertThat(System.nanoTime() - startNs).isLessThan(10_000 * MS);
    }
  }
}
