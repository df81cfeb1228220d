package dev.spate.coordinator.plan;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the path of a request, which is relative to the target.
///
/// @param target null where it has a problem of its own
record PathReader(@Nullable Target target) {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)([a-z][a-z0-9+.-]*://[^/?#]*)([^#]*).*", Pattern.DOTALL);

  Optional<Template> read(Value value, Scope scope) {
    Optional<Template> template =
        value
            .text("a path such as /products")
            .flatMap(text -> scope.read(value, text, Template.Encoding.URL));
    if (template.isEmpty()) {
      return Optional.empty();
    }
    String path = template.get().text();
    Matcher url = ABSOLUTE.matcher(path);
    if (url.matches()) {
      value.problem(
          "must be a path, not a URL: the plan's target says where it goes",
          relative(url.group(1), url.group(2)));
    } else if (path.length() > HttpRequest.MAX_PATH) {
      value.problem("must have at most " + HttpRequest.MAX_PATH + " characters", "");
    } else if (path.indexOf('#') >= 0) {
      value.problem(
          "has a fragment, which is never sent",
          didYouMean(encoded(path.substring(0, path.indexOf('#')))));
    } else if (!path.chars().allMatch(c -> c > ' ' && c < 127)) {
      value.problem("has characters that need percent-encoding", didYouMean(encoded(path)));
    } else if (!path.startsWith("/")
        || !(template.get().parts().getFirst() instanceof Template.Text)) {
      value.problem("must begin with /", didYouMean(encoded(path)));
    } else {
      return template;
    }
    return Optional.empty();
  }

  private String relative(String origin, String rest) {
    String path = encoded(rest);
    if (target == null) {
      return didYouMean(path);
    }
    if ((origin + path + "/").startsWith(target.url() + "/")) {
      return didYouMean(encoded((origin + path).substring(target.url().length())));
    }
    return origin.equalsIgnoreCase(target.scheme() + "://" + target.authority())
        ? didYouMean(path)
        : "a plan has one target, " + target + ", and paths relative to it";
  }

  private static String didYouMean(String path) {
    return path.length() <= 200 ? "did you mean " + path + "?" : "";
  }

  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder(path.startsWith("/") ? "" : "/");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 127) {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b & 0xFF));
      }
    }
    return encoded.toString();
  }
}
