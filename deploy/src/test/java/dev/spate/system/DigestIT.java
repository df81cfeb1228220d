package dev.spate.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Users who answer challenges, against a server that computes what they should say: every request
/// on the way has its account.
@Execution(ExecutionMode.CONCURRENT)
final class DigestIT {
  @TempDir private Path dir;
  private final AtomicInteger nonces = new AtomicInteger();

  @Test
  @Thorough
  void eachChallengeIsAnsweredAndCounted() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    try (Spate spate = new Spate(dir)) {
      RunReport report =
          spate.runPlan(
              """
              target: http://127.0.0.1:%d
              http: { auth: { digest: { user: anna, password: 0pen } } }
              phases: [ { arrivalRate: 50/s, duration: 2s } ]
              scenarios:
                only:
                  flow:
                    - { get: "/a?n=${arrivalNumber}", name: first }
                    - { post: /b, name: second, body: x }
              """
                  .formatted(server.getAddress().getPort()),
              "--quiet");
      assertThat(report.result().exitCode()).isIn(0, 121);
      assertThat(report.arrivals("completed")).isEqualTo(100);
      assertThat(report.requests("succeeded")).isEqualTo(300);
      assertThat(report.json().at("/requests/0/statuses/401").asLong()).isEqualTo(100);
      assertThat(report.json().at("/requests/0/statuses/200").asLong()).isEqualTo(100);
      assertThat(report.json().at("/requests/1/statuses/200").asLong()).isEqualTo(100);
      assertThat(report.json().at("/verdict/reasons").toString()).doesNotContain("LITTLES_LAW");
    } finally {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String said = exchange.getRequestHeaders().getFirst("authorization");
    boolean known = said != null && isRight(said, exchange);
    if (!known) {
      exchange
          .getResponseHeaders()
          .set(
              "www-authenticate",
              "Digest realm=\"shop\", nonce=\"n%d\", qop=\"auth\", algorithm=SHA-256"
                  .formatted(nonces.incrementAndGet()));
    }
    exchange.sendResponseHeaders(known ? 200 : 401, -1);
    exchange.close();
  }

  private static boolean isRight(String said, HttpExchange exchange) {
    String uri = exchange.getRequestURI().toString();
    String who = hash("anna:shop:0pen");
    String what = hash(exchange.getRequestMethod() + ":" + uri);
    String middle = part(said, "nonce") + ":" + part(said, "nc") + ":" + part(said, "cnonce");
    String expected = hash(who + ":" + middle + ":auth:" + what);
    return part(said, "uri").equals(uri) && part(said, "response").equals(expected);
  }

  private static String part(String said, String name) {
    Matcher part = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(said);
    return part.find() ? part.group(1) : "";
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
