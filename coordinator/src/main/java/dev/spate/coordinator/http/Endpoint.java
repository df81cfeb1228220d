package dev.spate.coordinator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// A method and a path of the API, and what answers there.
///
/// @param method upper-case
/// @param template the path; a segment in braces matches any one that is not empty
record Endpoint(String method, String template, Handler handler) {
  /// Answers a request; may fail.
  @FunctionalInterface
  interface Handler {
    CompletionStage<HttpResponse> handle(Call call);
  }

  static Endpoint get(String template, Handler handler) {
    return new Endpoint("GET", template, handler);
  }

  /// The same, but only where the coordinator in command is here: before anything of a request is
  /// read.
  Endpoint inCommandOnly(CommandPost post) {
    return new Endpoint(
        method,
        template,
        call -> {
          var _ = post.require();
          return handler.handle(call);
        });
  }

  /// The segments in place of those in braces, or nothing where the path is another one.
  Optional<List<String>> match(List<String> segments) {
    List<String> pattern = segmentsOf(template);
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).startsWith("{") && !segments.get(i).isEmpty()) {
        arguments.add(segments.get(i));
      } else if (!pattern.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(arguments);
  }

  private static List<String> segmentsOf(String template) {
    return template.equals("/") ? List.of() : List.of(template.substring(1).split("/", -1));
  }
}
