package dev.spate.answer;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener.EvaluationContinuation;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.Jackson3JsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import dev.spate.answer.Answer.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a JSONPath finds in a JSON body. A text is the value as it is; anything else is written as
/// JSON.
///
/// Left out is what takes more time than the answer is long: a second `..`, `=~`, and `$` within a
/// filter, which would look at all of the answer for each of its parts.
public final class JsonPathSource implements Source {
  /// The longest path, in characters.
  public static final int MAX_LENGTH = 1_000;

  private static final Configuration FUNCTIONS =
      Configuration.builder()
          .jsonProvider(new Jackson3JsonProvider(Json.MAPPER))
          .mappingProvider(new Jackson3MappingProvider(Json.MAPPER))
          .options(Option.SUPPRESS_EXCEPTIONS)
          .evaluationListener(found ->
              found.index() < MAX_FOUND
                  ? EvaluationContinuation.CONTINUE
                  : EvaluationContinuation.ABORT)
          .build();

  /// Not for functions, which the library refuses to call then.
  private static final Configuration PLACES = FUNCTIONS.addOptions(Option.ALWAYS_RETURN_LIST);

  private final JsonPath path;
  private final Configuration configuration;

  /// @throws IllegalArgumentException where it is no path that is supported, with a message for
  ///   people
  public JsonPathSource(String path) {
    check(path);
    configuration = path.endsWith(")") ? FUNCTIONS : PLACES;
    try {
      this.path = JsonPath.compile(path);
    } catch (JsonPathException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a JSONPath: " + e.getMessage(), e);
    }
  }

  private static void check(String path) {
    if (path.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a JSONPath has at most " + MAX_LENGTH + " characters");
    }
    if (!path.startsWith("$")) {
      throw new IllegalArgumentException("a JSONPath begins with $");
    }
    if (!closes(path)) {
      throw new IllegalArgumentException("not a JSONPath: a bracket or a quote is not closed");
    }
    if (path.indexOf("..") != path.lastIndexOf("..")) {
      throw new IllegalArgumentException("a JSONPath has .. once at most");
    }
    if (path.contains("=~")) {
      throw new IllegalArgumentException("=~ is not supported in a JSONPath");
    }
    if (path.lastIndexOf('$') > 0) {
      throw new IllegalArgumentException("a JSONPath has $ at its beginning only");
    }
  }

  /// Whether all brackets and quotes are closed: the library guesses where they are not.
  private static boolean closes(String path) {
    int open = 0;
    char quote = 0;
    for (int at = 0; at < path.length() && open >= 0; at++) {
      char c = path.charAt(at);
      if (quote != 0) {
        at += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[' || c == '(') {
        open++;
      } else if (c == ']' || c == ')') {
        open--;
      }
    }
    return open == 0 && quote == 0;
  }

  @Override
  public Wanted wanted() {
    return Wanted.BODY;
  }

  @Override
  public List<String> find(AnswerReader answer) {
    if (!answer.isJson()) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (Object value : read(answer.json())) {
      if (values.size() < MAX_FOUND) {
        values.add(Json.text(value));
      }
    }
    return values;
  }

  private List<?> read(@Nullable Object json) {
    try {
      Object found = json == null ? null : path.read(json, configuration);
      return switch (found) {
        case null -> List.of();
        case List<?> list -> list;
        default -> List.of(found); // of a function, such as length()
      };
    } catch (JsonPathException | ClassCastException | ArithmeticException e) {
      return List
          .of(); // the answer has something else in that place than the path's functions want
    }
  }
}
