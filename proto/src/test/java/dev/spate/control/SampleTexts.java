package dev.spate.control;

import dev.spate.plan.Body;
import dev.spate.plan.Capture;
import dev.spate.plan.Check;
import dev.spate.plan.ClientCredentials;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Octets;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Tags;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.plan.Threshold.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Steps with one of each kind of text, check and capture.
final class SampleTexts {
  private static final ClientCredentials CLIENT =
      new ClientCredentials(
          new Target(Target.Scheme.HTTPS, "login.example", 8443, ""),
          "/token/",
          "load",
          "s3cret",
          "read",
          "shop",
          ClientCredentials.Place.BODY);

  private SampleTexts() {}

  private static Template text(Template.Part... parts) {
    return new Template(List.of(parts));
  }

  private static Expression call(Function function) {
    List<Expression> arguments = new ArrayList<>();
    for (int i = 0; i < function.least(); i++) {
      arguments.add(new Expression.Literal("1"));
    }
    return new Expression.Call(function, arguments);
  }

  static SetVariables set() {
    List<SetVariables.Assignment> assignments = new ArrayList<>();
    for (Function function : Function.values()) {
      Template value = text(new Template.Hole(call(function), Template.Encoding.PLAIN));
      assignments.add(new SetVariables.Assignment(function.id(), value));
    }
    return new SetVariables(assignments);
  }

  static HttpRequest plain(String name) {
    return new HttpRequest(name, "GET", "/" + name, List.of(), Body.EMPTY, Set.of());
  }

  static HttpRequest request() {
    Expression nested =
        new Expression.Call(Function.UPPER, List.of(new Expression.Secret("KEY", "s3cret")));
    return new HttpRequest(
        "vary",
        "PUT",
        text(
            new Template.Text("/a/"),
            new Template.Hole(new Expression.Variable("uuid"), Template.Encoding.URL)),
        List.of(
            new RequestHeader(
                "authorization",
                text(new Template.Text("Bearer "), new Template.Secret("TOKEN", "s3cret"))),
            new RequestHeader(
                "x-who",
                text(
                    new Template.Hole(
                        new Expression.Digest(new Expression.Variable("uuid"), nested),
                        Template.Encoding.PLAIN))),
            new RequestHeader(
                "x-as",
                text(
                    new Template.Hole(
                        new Expression.AccessToken(CLIENT), Template.Encoding.PLAIN)))),
        Body.of(
            text(
                new Template.File("me.png", Octets.of(new byte[] {-1, 0, 7})),
                new Template.Hole(nested, Template.Encoding.JSON))),
        Set.of(200),
        checks(),
        captures(),
        2_500_000_000L,
        new Tags(Map.of("kind", "read", "team", "a b")),
        7);
  }

  private static List<Check> checks() {
    Template text = Template.of("wanted");
    return List.of(
        new Check.HeaderField("x", new Check.Is(text)),
        new Check.BodyText(new Check.Contains(text)),
        new Check.BodyText(new Check.Matches("a+")),
        new Check.JsonPath("$.ok", new Check.Is(text)),
        new Check.Size(Comparison.LESS, 10_000),
        new Check.Time(Comparison.AT_MOST, 5_000_000));
  }

  private static List<Capture> captures() {
    List<Capture> captures = new ArrayList<>();
    for (Capture.Pick pick : Capture.Pick.values()) {
      captures.add(new Capture(pick.name(), new Capture.JsonPath("$.a"), pick, null));
    }
    captures.add(new Capture("r", new Capture.Regex("a(b)", 1), Capture.Pick.FIRST, ""));
    captures.add(new Capture("h", new Capture.HeaderField("x-a"), Capture.Pick.FIRST, "none"));
    captures.add(new Capture("k", new Capture.Cookie("sid"), Capture.Pick.FIRST, null));
    captures.add(new Capture("c", new Capture.Css("a", "href"), Capture.Pick.FIRST, null));
    return captures;
  }
}
