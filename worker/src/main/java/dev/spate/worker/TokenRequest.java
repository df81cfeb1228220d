package dev.spate.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spate.plan.Body;
import dev.spate.plan.Capture;
import dev.spate.plan.ClientCredentials;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Scenario;
import dev.spate.plan.SharedValues;
import dev.spate.plan.Tags;
import dev.spate.plan.Template;
import dev.spate.plan.TlsOptions;
import dev.spate.plan.Workers;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.template.AccessTokens;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// Asks an authorization server for an access token (RFC 6749 §4.4), with the HTTP code of a run:
/// the plan's TLS and proxy, and the worker's policy of targets, hold there too.
///
/// @param http of the plan whose requests the token is for
record TokenRequest(HttpOptions http, TargetPolicy targets, Transport transport)
    implements ClientTokens.Source {
  private static final long LIMIT_NS = 10_000_000_000L;
  private static final int LONGEST = 16_000;
  private static final int LONGEST_WORDS = 300;

  /// What an answer may say; a refusal has a body, too.
  private static final List<String> FIELDS =
      List.of("access_token", "token_type", "expires_in", "error", "error_description");

  private static final Set<Integer> SPEAKING = Set.of(200, 400, 401);

  @Override
  public ClientTokens.Granted ask(ClientCredentials client)
      throws TokenException, InterruptedException {
    Plan plan = plan(client);
    Answer answer = new Answer();
    try {
      Requester.Factory requesters = new Resolving(targets, plan).resolve(transport);
      SharedValues said =
          SoloFlow.go(
              plan, requesters, AccessTokens.NONE, SharedValues.NONE, FIELDS, answer, LIMIT_NS);
      return granted(client, said, answer);
    } catch (CompletionException e) {
      throw refused(client, Resolving.messageOf(e));
    } catch (TimeoutException _) {
      throw refused(client, "no answer within " + LIMIT_NS / 1_000_000_000L + " s");
    } catch (RuntimeException e) {
      throw refused(client, String.valueOf(e.getMessage()));
    }
  }

  private static ClientTokens.Granted granted(
      ClientCredentials client, SharedValues said, Answer answer) throws TokenException {
    String token = said.byName().getOrDefault("access_token", "");
    String type = said.byName().getOrDefault("token_type", "");
    String error = said.byName().getOrDefault("error", "");
    if (token.isEmpty() || answer.status != 200) {
      String description = said.byName().getOrDefault("error_description", "");
      throw refused(
          client,
          answer.words
              + (error.isEmpty() ? "" : ": " + printable(error))
              + (description.isEmpty() ? "" : " (" + printable(description) + ")"));
    }
    if (!type.isEmpty() && !type.equalsIgnoreCase("bearer")) {
      throw refused(client, "its token is of the type " + printable(type) + ", not bearer");
    }
    if (token.length() > LONGEST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw refused(client, "its token is none that a header can have");
    }
    String expires = said.byName().getOrDefault("expires_in", "");
    return new ClientTokens.Granted(
        token, expires.matches("[0-9]{1,9}") ? Long.parseLong(expires) : 0);
  }

  private static TokenException refused(ClientCredentials client, String why) {
    return new TokenException("no access token for " + client + ": " + why);
  }

  /// What a stranger says, as it can stand in a message.
  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "...";
  }

  /// A plan of one request.
  private Plan plan(ClientCredentials client) {
    Rate rate = Rate.perSecond(1_000);
    return new Plan(
        "access token",
        client.server(),
        1,
        Lanes.DEFAULT_TOTAL,
        options(),
        List.of(
            new Phase(
                "once",
                1_000_000,
                new OpenLoad(rate, rate, OpenLoad.Arrivals.UNIFORM),
                false,
                1,
                Phase.OnLimit.WAIT)),
        List.of(new Scenario("access token", 1, List.of(request(client)), false)),
        List.of(),
        Workers.DEFAULT,
        Plan.MAX_GRACEFUL_STOP_NS,
        List.of(),
        Once.NOTHING);
  }

  /// What is about the target alone is left out.
  private HttpOptions options() {
    ConnectionOptions connections = http.connections();
    TlsOptions tls = http.tls();
    return HttpOptions.DEFAULT
        .withConnections(
            connections.unixSocket().isEmpty() ? connections : ConnectionOptions.DEFAULT)
        .withTls(
            new TlsOptions(
                tls.insecure(),
                "",
                tls.versions(),
                tls.authorities(),
                tls.certificate(),
                tls.key(),
                tls.resumption(),
                tls.provider()));
  }

  private static HttpRequest request(ClientCredentials client) {
    List<RequestHeader> headers = new ArrayList<>();
    headers.add(header("content-type", "application/x-www-form-urlencoded"));
    headers.add(header("accept", "application/json"));
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    switch (client.place()) {
      case HEADER -> headers.add(header("authorization", basic(client)));
      case BODY -> {
        add(form, "client_id", client.clientId());
        add(form, "client_secret", client.clientSecret());
      }
    }
    add(form, "scope", client.scope());
    add(form, "audience", client.audience());
    return new HttpRequest(
        "access token",
        "POST",
        Template.of(client.path()),
        headers,
        Body.of(form.toString()),
        SPEAKING,
        List.of(),
        FIELDS.stream().map(TokenRequest::captured).toList(),
        0,
        Tags.NONE);
  }

  private static RequestHeader header(String name, String value) {
    return RequestHeader.of(new Header(name, value));
  }

  /// Both are encoded as in a form before (RFC 6749 §2.3.1).
  private static String basic(ClientCredentials client) {
    String both = encoded(client.clientId()) + ":" + encoded(client.clientSecret());
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  private static void add(StringBuilder form, String name, String value) {
    if (!value.isEmpty()) {
      form.append('&').append(name).append('=').append(encoded(value));
    }
  }

  private static String encoded(String text) {
    return Template.Encoding.URL.encode(text);
  }

  private static Capture captured(String field) {
    return new Capture(field, new Capture.JsonPath("$." + field), Capture.Pick.FIRST, "");
  }

  /// How the only exchange ended.
  private static final class Answer implements SoloFlow.Observer {
    private volatile int status;
    private volatile String words = "no answer";

    @Override
    public boolean onExchange(Walked exchange) {
      status = exchange.status();
      words =
          status == 0
              ? "no answer (" + exchange.outcome().id() + ")"
              : "the answer has the status " + status + " and no access_token";
      return true;
    }

    @Override
    public void onLog(String line) {}
  }
}
