package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.spate.plan.Body;
import dev.spate.plan.ClientCredentials;
import dev.spate.plan.ClientCredentials.Place;
import dev.spate.plan.Expression;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.worker.ClientTokens.Granted;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.ScriptedServer;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Access tokens, against a server in the same JVM that gives them.
final class ClientTokensTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private static ClientCredentials client(int port, Place place) {
    return new ClientCredentials(
        Plans.target(port), "/o/token/", "lo ad", "s:cret", "read write", "", place);
  }

  private static Plan plan(ClientCredentials... clients) {
    List<Step> flow = new ArrayList<>();
    for (ClientCredentials client : clients) {
      Template.Hole token =
          new Template.Hole(new Expression.AccessToken(client), Template.Encoding.PLAIN);
      flow.add(
          new HttpRequest(
              "visit " + flow.size(),
              "GET",
              Template.of("/"),
              List.of(
                  new RequestHeader(
                      "authorization", new Template(List.of(new Template.Text("Bearer "), token)))),
              Body.EMPTY,
              Set.of(),
              List.of(),
              List.of()));
    }
    return Plans.plan(
        Plans.target(1),
        Plans.options(1_000 * Plans.MS, 1_000 * Plans.MS),
        flow.toArray(Step[]::new));
  }

  private static ScriptedServer answering(String status, String json) {
    return ScriptedServer.answering(
        "HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(status, json.length(), json));
  }

  private static String refusal(ScriptedServer server) {
    return refusal(server, TargetPolicy.loopbackAndPrivate());
  }

  private static String refusal(ScriptedServer server, TargetPolicy targets) {
    Plan plan = plan(client(server.port(), Place.HEADER));
    try (ClientTokens tokens = ClientTokens.of(plan, targets, Transport.usual())) {
      throw new AssertionError("got " + tokens.of(client(server.port(), Place.HEADER)).get());
    } catch (TokenException refused) {
      return String.valueOf(refused.getMessage());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientAsksOnceForAllItsRequestsAndSaysWhoItIs() throws Exception {
    try (ScriptedServer server =
        answering(
            "200 OK", "{\"access_token\":\"t-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}")) {
      ClientCredentials inHeader = client(server.port(), Place.HEADER);
      ClientCredentials inBody = client(server.port(), Place.BODY);
      try (ClientTokens tokens =
          ClientTokens.of(
              plan(inHeader, inHeader, inBody),
              TargetPolicy.loopbackAndPrivate(),
              Transport.usual())) {
        assertThat(tokens.of(inHeader).get()).isEqualTo("t-1");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getFirst())
            .startsWith("POST /o/token/ HTTP/1.1")
            .contains("authorization: Basic bG8lMjBhZDpzJTNBY3JldA==")
            .contains("content-type: application/x-www-form-urlencoded")
            .endsWith("grant_type=client_credentials&scope=read%20write");
        assertThat(server.requests().getLast())
            .doesNotContain("authorization")
            .endsWith(
                "grant_type=client_credentials&client_id=lo%20ad&client_secret=s%3Acret&scope=read%20write");
      }
    }
  }

  @Test
  void saysWhyThereIsNone() {
    try (ScriptedServer server =
        answering(
            "401 No", "{\"error\":\"invalid_client\",\"error_description\":\"who\\nare you\"}")) {
      assertThat(refusal(server))
          .isEqualTo(
              "no access token for lo ad at http://localhost:%d/o/token/: the answer has the status 401 and no access_token: invalid_client (who?are you)"
                  .formatted(server.port()));
    }
    try (ScriptedServer server = answering("503 Later", "")) {
      assertThat(refusal(server)).endsWith("the answer has the status 503 and no access_token");
    }
    try (ScriptedServer server = answering("200 OK", "<html>")) {
      assertThat(refusal(server)).endsWith("the answer has the status 200 and no access_token");
    }
    try (ScriptedServer server =
        answering("200 OK", "{\"access_token\":\"x\",\"token_type\":\"mac\"}")) {
      assertThat(refusal(server)).endsWith("its token is of the type mac, not bearer");
    }
    try (ScriptedServer server = answering("200 OK", "{\"access_token\":\"a\\r\\nx: y\"}")) {
      assertThat(refusal(server)).endsWith("its token is none that a header can have");
    }
    try (ScriptedServer server = ScriptedServer.start((_, _) -> {})) {
      assertThat(refusal(server)).contains("no answer (");
      assertThat(refusal(server, TargetPolicy.parse(List.of("10.0.0.0/8"))))
          .contains("may not send to localhost");
    }
  }

  @Test
  void aNewTokenIsThereBeforeTheOldOneExpires() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ClientCredentials client = client(1, Place.HEADER);
    try (ClientTokens tokens =
        ClientTokens.of(plan(client), _ -> new Granted("t-" + asked.incrementAndGet(), 1), LIMIT)) {
      Supplier<String> token = tokens.of(client);
      assertThat(token.get()).isEqualTo("t-1");
      tokens.keepFresh();
      await().atMost(LIMIT).until(() -> token.get().equals("t-3"));
    }
  }

  @Test
  void theOldOneIsSentOnWhereThereIsNoNewOne() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ClientCredentials client = client(1, Place.HEADER);
    ClientTokens.Source source =
        _ -> {
          if (asked.incrementAndGet() == 2) {
            throw new TokenException("not now");
          }
          return new Granted("t-" + asked.get(), 1);
        };
    try (ClientTokens tokens = ClientTokens.of(plan(client), source, Duration.ofMillis(100))) {
      tokens.keepFresh();
      await().atMost(LIMIT).until(() -> asked.get() >= 2);
      assertThat(tokens.of(client).get()).isEqualTo("t-1");
      await().atMost(LIMIT).until(() -> tokens.of(client).get().equals("t-3"));
    }
  }

  @Test
  void isFreshForFourFifthsOfItsTimeOrAllButAMinute() {
    assertThat(ClientTokens.freshFor(3_600)).isEqualTo(Duration.ofMinutes(59));
    assertThat(ClientTokens.freshFor(100)).isEqualTo(Duration.ofSeconds(80));
    assertThat(ClientTokens.freshFor(1)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void plansWithoutAskNobody() throws Exception {
    Plan plain =
        Plans.plan(
            Plans.target(1), Plans.options(1_000 * Plans.MS, 1_000 * Plans.MS), Plans.get("/"));
    try (ClientTokens tokens =
        ClientTokens.of(
            plain,
            _ -> {
              throw new TokenException("asked");
            },
            LIMIT)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> tokens.of(client(1, Place.BODY)))
          .withMessageNotContaining("s:cret");
    }
  }
}
