package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.control.RunProtocol;
import dev.spate.control.RunProtocol.WentThrough;
import dev.spate.plan.Body;
import dev.spate.plan.Capture;
import dev.spate.plan.Expression;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.ScriptedServer;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What happens once, against a server in the same JVM.
final class OnceErrandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final ActorTestKit KIT = ActorTestKit.create("once");
  private static final String TOKEN = answer("200 OK", "X-Token: t-1");

  private final TestProbe<RunProtocol> run = KIT.createTestProbe(RunProtocol.class);

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private static String answer(String status, String field) {
    return "HTTP/1.1 " + status + "\r\n" + field + "\r\nContent-Length: 0\r\n\r\n";
  }

  /// Refuses what has `no` in it, and is silent where it has `never`.
  private static ScriptedServer server() {
    return ScriptedServer.start((_, peer) -> {
      while (true) {
        String request = peer.readRequest();
        if (!request.contains("/never")) {
          peer.write(request.contains("/no") ? answer("401 No", "X-Other: 1") : TOKEN);
        }
      }
    });
  }

  private static HttpRequest capturing(String path) {
    Capture token =
        new Capture("token", new Capture.HeaderField("x-token"), Capture.Pick.FIRST, null);
    return new HttpRequest(
        "login",
        "GET",
        Template.of(path),
        List.of(),
        Body.EMPTY,
        Set.of(),
        List.of(),
        List.of(token));
  }

  private static HttpRequest withToken(String path) {
    Template.Hole hole = new Template.Hole(new Expression.Variable("token"), Template.Encoding.URL);
    return new HttpRequest(
        path,
        "GET",
        new Template(List.of(new Template.Text(path), hole)),
        List.of(),
        Body.EMPTY,
        Set.of(),
        List.of(),
        List.of());
  }

  private static Plan plan(ScriptedServer server, List<Step> before, Step... after) {
    HttpOptions options = Plans.options(20_000 * Plans.MS, 20_000 * Plans.MS);
    return Plans.plan(Plans.target(server.port()), options, withToken("/work/"))
        .withOnce(new Once(before, List.of(after)));
  }

  private static OnceErrands errands(Plan plan) {
    return new OnceErrands(
        "r",
        "w",
        plan,
        TargetPolicy.loopbackAndPrivate(),
        CompletableFuture.completedFuture(Transport.usual()));
  }

  private WentThrough heard() {
    return run.expectMessageClass(WentThrough.class, LIMIT);
  }

  @Test
  void saysWhatWasCapturedAndDoesItOnceHoweverOftenItIsAsked() {
    try (ScriptedServer server = server();
        OnceErrands errands =
            errands(plan(server, List.of(capturing("/login"), withToken("/seed/"))))) {
      errands.go(Once.Part.BEFORE, SharedValues.NONE, run.ref());
      errands.go(Once.Part.BEFORE, SharedValues.NONE, run.ref());
      WentThrough went = heard();
      assertThat(went.problem()).isEmpty();
      assertThat(went.values()).isEqualTo(new SharedValues(Map.of("token", "t-1")));
      assertThat(went.requests()).isEqualTo(2);
      assertThat(went.tookNs()).isPositive();
      assertThat(heard()).isEqualTo(went);
      errands.go(Once.Part.BEFORE, SharedValues.NONE, run.ref());
      assertThat(heard()).isEqualTo(went);
      assertThat(errands.shared()).isEqualTo(went.values());
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getLast()).startsWith("GET /seed/t-1 ");
    }
  }

  @Test
  void nothingFollowsARequestThatFailsBeforeTheTraffic() {
    try (ScriptedServer server = server();
        OnceErrands errands =
            errands(plan(server, List.of(capturing("/no"), Plans.get("/more"))))) {
      errands.go(Once.Part.BEFORE, SharedValues.NONE, run.ref());
      WentThrough went = heard();
      assertThat(went.problem())
          .isEqualTo("the request \"login\" was answered with 401 and counts as status_4xx");
      assertThat(went.values()).isEqualTo(SharedValues.NONE);
      assertThat(errands.shared()).isNull();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void theRestOfACleanUpFollowsAndTheFirstFailureIsSaid() {
    try (ScriptedServer server = server();
        OnceErrands errands =
            errands(
                plan(
                    server,
                    List.of(capturing("/login")),
                    withToken("/no/"),
                    withToken("/no/more/"),
                    withToken("/last/")))) {
      errands.go(Once.Part.AFTER, new SharedValues(Map.of("token", "t-2")), run.ref());
      WentThrough went = heard();
      assertThat(went.problem()).contains("\"/no/\"", "401");
      assertThat(went.requests()).isEqualTo(3);
      assertThat(server.requests().getLast()).startsWith("GET /last/t-2 ");
    }
  }

  @Test
  void aTargetThatIsNotAllowedIsSaid() {
    try (ScriptedServer server = server();
        OnceErrands errands =
            new OnceErrands(
                "r",
                "w",
                plan(server, List.of(Plans.get("/"))),
                TargetPolicy.parse(List.of("10.0.0.0/8")),
                CompletableFuture.completedFuture(Transport.usual()))) {
      errands.go(Once.Part.BEFORE, SharedValues.NONE, run.ref());
      assertThat(heard().problem()).contains("localhost");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void endsWithTheRun() {
    try (ScriptedServer server = server()) {
      try (OnceErrands errands = errands(plan(server, List.of(Plans.get("/never"))))) {
        errands.go(Once.Part.BEFORE, SharedValues.NONE, run.ref());
        await().atMost(LIMIT).until(() -> server.requests().size() == 1);
      }
      run.expectNoMessage();
    }
  }
}
