package dev.spate.coordinator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spate.plan.ClientCredentials;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads who a request says it is from: a user with a password (RFC 7617, RFC 7616), or the bearer
/// of a token (RFC 6750), be it known or still to be asked for (RFC 6749). No message repeats a
/// value: it may be a secret.
record AuthReader(Scope scope) {
  static final String HEADER = "authorization";

  private static final Fields.Keys KEYS = Fields.Keys.of("basic", "digest", "bearer", "oauth2");
  private static final Fields.Keys BASIC = Fields.Keys.of("user", "password");

  /// The header that says so; nothing where a problem was reported.
  Optional<RequestHeader> read(Value mapping) {
    Fields fields = Fields.of(mapping, KEYS);
    List<String> kinds = KEYS.known().stream().filter(fields::has).toList();
    if (kinds.isEmpty()) {
      if (mapping.node() instanceof Node.Mapping && !fields.strayed()) {
        mapping.problem("has no kind of auth", "auth: { bearer: \"${token}\" }");
      }
      return Optional.empty();
    }
    if (kinds.size() > 1) {
      fields.refuse(
          "a request has one kind of auth; this one is " + kinds.getFirst() + " too", kinds.get(1));
      return Optional.empty();
    }
    Value kind = fields.find(kinds.getFirst()).orElseThrow();
    return switch (kinds.getFirst()) {
      case "bearer" -> bearer(kind);
      case "digest" -> digest(kind);
      case "oauth2" -> new OAuthReader(scope).read(kind).flatMap(client -> token(kind, client));
      default -> basic(kind);
    };
  }

  private static Optional<RequestHeader> token(Value at, ClientCredentials client) {
    Template.Part hole =
        new Template.Hole(new Expression.AccessToken(client), Template.Encoding.PLAIN);
    return header(at, List.of(new Template.Text("Bearer "), hole));
  }

  private Optional<RequestHeader> bearer(Value value) {
    Optional<Template> token = text(value);
    if (token.isPresent() && token.get().parts().isEmpty()) {
      value.problem("an empty token", "auth: { bearer: \"${token}\" }");
      return Optional.empty();
    }
    return token.flatMap(template -> {
      List<Template.Part> parts = new ArrayList<>(List.of(new Template.Text("Bearer ")));
      parts.addAll(template.parts());
      return header(value, parts);
    });
  }

  private Optional<RequestHeader> basic(Value mapping) {
    return user(mapping, "basic")
        .filter(user -> isWithoutColon(mapping, user))
        .flatMap(user -> {
          List<Template.Part> parts = new ArrayList<>(user.name().parts());
          parts.add(new Template.Text(":"));
          parts.addAll(user.password().parts());
          return header(mapping, List.of(new Template.Text("Basic "), inBase64(parts)));
        });
  }

  private Optional<RequestHeader> digest(Value mapping) {
    return user(mapping, "digest")
        .flatMap(user -> {
          Expression digest =
              new Expression.Digest(
                  expression(user.name().parts()), expression(user.password().parts()));
          return header(mapping, List.of(new Template.Hole(digest, Template.Encoding.PLAIN)));
        });
  }

  private record User(Template name, Template password) {}

  private Optional<User> user(Value mapping, String kind) {
    String example = kind + ": { user: anna, password: \"…\" }";
    Fields fields = Fields.of(mapping, BASIC);
    Optional<Template> user = fields.require("user", example).flatMap(this::text);
    Optional<Template> password = fields.require("password", example).flatMap(this::text);
    return user.flatMap(name -> password.map(known -> new User(name, known)));
  }

  private static boolean isWithoutColon(Value mapping, User user) {
    boolean colon = user.name().text().indexOf(':') >= 0;
    if (colon) {
      Fields.of(mapping, BASIC)
          .find("user")
          .orElse(mapping)
          .problem("the name of a user has no colon (RFC 7617)", "");
    }
    return !colon;
  }

  private static Template.Part inBase64(List<Template.Part> parts) {
    Template template = new Template(parts);
    if (template.constant()) {
      return new Template.Text(Base64.getEncoder().encodeToString(template.text().getBytes(UTF_8)));
    }
    return new Template.Hole(
        new Expression.Call(Function.BASE64, List.of(expression(parts))), Template.Encoding.PLAIN);
  }

  private static Expression expression(List<Template.Part> parts) {
    List<Expression> pieces = parts.stream().map(AuthReader::expression).toList();
    return switch (pieces.size()) {
      case 0 -> new Expression.Literal("");
      case 1 -> pieces.getFirst();
      default -> new Expression.Call(Function.CONCAT, pieces);
    };
  }

  private static Expression expression(Template.Part part) {
    return switch (part) {
      case Template.Text(String text) -> new Expression.Literal(text);
      case Template.Secret(String name, String text) -> new Expression.Secret(name, text);
      case Template.File file -> throw new IllegalStateException("not in a body: " + file.name());
      case Template.Hole(Expression value, _) -> value;
    };
  }

  private Optional<Template> text(Value value) {
    if (!(value.node() instanceof Node.Scalar scalar) || scalar.isNull()) {
      value.problem("must be a text", "");
      return Optional.empty();
    }
    return scope.read(value, scalar.text(), Template.Encoding.PLAIN);
  }

  private static Optional<RequestHeader> header(Value at, List<Template.Part> parts) {
    try {
      Template value = Template.joined(parts);
      if (HeaderReader.isValid(value.text(), at)) {
        return Optional.of(new RequestHeader(HEADER, value));
      }
    } catch (IllegalArgumentException e) {
      at.problem(String.valueOf(e.getMessage()), "");
    }
    return Optional.empty();
  }
}
