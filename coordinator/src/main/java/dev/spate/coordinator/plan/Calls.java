package dev.spate.coordinator.plan;

import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What a call in a hole stands for. Arguments that say what is drawn are checked, so that nothing
/// can go wrong with them in the run: they are the same for everybody.
final class Calls {
  private static final String ENV = "env";
  private static final int LONGEST_STRING = 10_000;
  private static final Set<String> FORMATS = Set.of("ms", "s", "iso");
  private static final Set<String> ALGORITHMS = Set.of("sha1", "sha256", "sha512");

  private Calls() {}

  static Expression of(String name, List<Expression> arguments, Scope scope) throws TextException {
    if (name.equals(ENV)) {
      return environment(arguments, scope.given());
    }
    Function function = Function.named(name).orElseThrow(() -> unknown(name));
    if (!function.takes(arguments.size())) {
      throw new TextException(
          "%s takes %s, not %d".formatted(name, count(function), arguments.size()),
          "${" + usage(name) + "}");
    }
    check(function, arguments);
    return new Expression.Call(function, arguments);
  }

  private static TextException unknown(String name) {
    if (name.equals("json")) {
      return new TextException(
          "json(...) stands alone, in a text of json", "total: \"${json(total)}\"");
    }
    List<String> names = new ArrayList<>(List.of(ENV));
    Arrays.stream(Function.values()).map(Function::id).forEach(names::add);
    return new TextException(
        "unknown function \"" + Paths.printable(name) + "\"", Spelling.suggest(name, names));
  }

  private static String count(Function function) {
    String most = function.most() == 1 ? "1 argument" : function.most() + " arguments";
    return function.most() == 0
        ? "no arguments"
        : function.least() == function.most() ? most : function.least() + " to " + most;
  }

  /// How a call of a function looks.
  static String usage(String name) {
    return switch (name) {
      case "randomInt" -> "randomInt(1, 6)";
      case "randomString" -> "randomString(8)";
      case "hmac" -> "hmac(\"sha256\", key, text)";
      case "uuid", "now" -> name + "()";
      default -> name + "(text)";
    };
  }

  private static Expression environment(List<Expression> arguments, Given given)
      throws TextException {
    if (arguments.size() != 1
        || !(arguments.getFirst() instanceof Expression.Literal(String name))) {
      throw new TextException("env takes a name in quotes", "${env(\"TOKEN\")}");
    }
    String value = given.environment().get(name);
    if (value == null) {
      throw new TextException(
          "the environment variable \"%s\" is not set where the plan is submitted"
              .formatted(Paths.printable(name)),
          "set it, or use a variable and -e NAME=VALUE");
    }
    return new Expression.Secret(name, value);
  }

  private static void check(Function function, List<Expression> arguments) throws TextException {
    switch (function) {
      case RANDOM_INT -> {
        long from = number(function, arguments.get(0));
        long to = number(function, arguments.get(1));
        if (to < from || to - from < 0 || to - from == Long.MAX_VALUE) {
          throw new TextException("randomInt takes the least number first", "${randomInt(1, 6)}");
        }
      }
      case RANDOM_STRING -> {
        long length = number(function, arguments.getFirst());
        if (length < 0 || length > LONGEST_STRING) {
          throw new TextException(
              "randomString gives 0 to " + LONGEST_STRING + " characters, not " + length, "");
        }
      }
      case NOW -> {
        if (!arguments.isEmpty()) {
          oneOf(function, arguments.getFirst(), FORMATS);
        }
      }
      case HMAC -> oneOf(function, arguments.getFirst(), ALGORITHMS);
      case UUID, BASE64, URL_ENCODE, CONCAT, UPPER, LOWER -> {}
    }
  }

  private static long number(Function function, Expression argument) throws TextException {
    if (argument instanceof Expression.Literal(String text) && text.matches("-?[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    throw new TextException(
        function.id() + " takes whole numbers that are the same for everybody",
        "${" + usage(function.id()) + "}");
  }

  private static void oneOf(Function function, Expression argument, Set<String> wanted)
      throws TextException {
    if (!(argument instanceof Expression.Literal(String text)) || !wanted.contains(text)) {
      throw new TextException(
          "%s wants one of %s"
              .formatted(
                  function.id(),
                  String.join(
                      ", ", wanted.stream().sorted().map(each -> '"' + each + '"').toList())),
          "");
    }
  }
}
