package dev.spate.coordinator.plan;

import dev.spate.plan.ClientCredentials;
import dev.spate.plan.ClientCredentials.Place;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import java.util.Locale;
import java.util.Optional;

/// Reads `oauth2`: with what access tokens are asked for. No message repeats a value: it may be a
/// secret.
record OAuthReader(Scope scope) {
  static final Fields.Keys KEYS =
      Fields.Keys.of("tokenUrl", "clientId", "clientSecret", "scope", "audience", "in");

  private static final String EXAMPLE =
      "oauth2: { tokenUrl: https://login.example/token, clientId: load, clientSecret: \"…\" }";

  Optional<ClientCredentials> read(Value mapping) {
    Fields fields = Fields.of(mapping, KEYS);
    Optional<Value> urlAt = fields.require("tokenUrl", EXAMPLE);
    Optional<Target> url = urlAt.flatMap(TargetReader::read);
    Optional<String> id = fields.require("clientId", EXAMPLE).flatMap(this::needed);
    Optional<String> secret = fields.require("clientSecret", EXAMPLE).flatMap(this::needed);
    Optional<String> wanted = optional(fields, "scope");
    Optional<String> audience = optional(fields, "audience");
    Optional<Place> place =
        fields.find("in").map(OAuthReader::place).orElse(Optional.of(Place.HEADER));
    if (url.isEmpty()
        || id.isEmpty()
        || secret.isEmpty()
        || wanted.isEmpty()
        || audience.isEmpty()
        || place.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ClientCredentials(
            url.get().atRoot(),
            path(urlAt.get(), url.get()),
            id.get(),
            secret.get(),
            wanted.get(),
            audience.get(),
            place.get()));
  }

  /// A target's base path has no slash at its end; that of an endpoint may need it.
  private static String path(Value at, Target url) {
    boolean slash = at.text("a URL").filter(text -> text.endsWith("/")).isPresent();
    return url.basePath() + (slash || url.basePath().isEmpty() ? "/" : "");
  }

  private static Optional<Place> place(Value value) {
    Optional<String> word = value.text("header or body");
    for (Place place : Place.values()) {
      if (word.filter(place.name().toLowerCase(Locale.ROOT)::equals).isPresent()) {
        return Optional.of(place);
      }
    }
    if (word.isPresent()) {
      value.mismatch("header or body", "");
    }
    return Optional.empty();
  }

  private Optional<String> optional(Fields fields, String key) {
    return fields.has(key) ? fields.find(key).flatMap(this::text) : Optional.of("");
  }

  private Optional<String> needed(Value value) {
    Optional<String> text = text(value);
    if (text.filter(String::isEmpty).isPresent()) {
      value.problem("must not be empty", "");
      return Optional.empty();
    }
    return text;
  }

  /// One token is for everybody, so what it is asked for with is, too.
  private Optional<String> text(Value value) {
    if (!(value.node() instanceof Node.Scalar scalar) || scalar.isNull()) {
      value.problem("must be a text", "");
      return Optional.empty();
    }
    Optional<Template> text = scope.read(value, scalar.text(), Template.Encoding.PLAIN);
    if (text.isPresent() && !text.get().constant() && !scope.guesses()) {
      value.problem(
          "must be the same for everybody", "a variable of the plan, -e, or ${env(\"NAME\")}");
      return Optional.empty();
    }
    if (text.filter(known -> known.text().length() > ClientCredentials.MAX_LENGTH).isPresent()) {
      value.problem("must have at most " + ClientCredentials.MAX_LENGTH + " characters", "");
      return Optional.empty();
    }
    return text.map(Template::text);
  }
}
