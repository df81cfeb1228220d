package dev.spate.worker.template;

import dev.spate.plan.Expression;
import java.util.List;
import java.util.function.Supplier;

/// A compiled [Expression].
@FunctionalInterface
interface Formula {
  String valueFor(Variables variables);

  static Formula of(Expression expression, VariablePlaces places) {
    return switch (expression) {
      case Expression.Literal(String text) -> _ -> text;
      case Expression.Secret(_, String text) -> _ -> text;
      case Expression.AccessToken(var client) -> {
        Supplier<String> token = places.tokens().of(client);
        yield _ -> token.get();
      }
      case Expression.Digest _ ->
          throw new IllegalArgumentException("a digest answers a challenge, in a header alone");
      case Expression.Variable(String name) -> variable(name, places);
      case Expression.Call(var function, var arguments) -> {
        List<Formula> values =
            arguments.stream().map(argument -> Formula.of(argument, places)).toList();
        yield Functions.call(function, values);
      }
    };
  }

  private static Formula variable(String name, VariablePlaces places) {
    return switch (name) {
      case Expression.USER_NUMBER -> variables -> Long.toString(variables.userNumber());
      case Expression.ARRIVAL_NUMBER -> variables -> Long.toString(variables.arrivalNumber());
      default -> {
        int place = places.placeOf(name);
        yield variables -> variables.get(place);
      }
    };
  }
}
