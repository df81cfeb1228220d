package dev.spate.plan;

import java.util.List;
import java.util.stream.Stream;

/// What gives the value of a hole in a [Template].
public sealed interface Expression {
  /// How deep calls may stand in calls.
  int MAX_DEPTH = 10;

  /// The same text for everybody.
  record Literal(String text) implements Expression {}

  /// The same, from where the plan was submitted; see [Template.Secret].
  record Secret(String name, String text) implements Expression {}

  /// The access token that a client has at the moment.
  record AccessToken(ClientCredentials client) implements Expression {}

  /// The answer to a target's challenge (RFC 7616), in the header `authorization` alone.
  record Digest(Expression user, Expression password) implements Expression {}

  /// The value of a variable of the virtual user, or of what is built in: [#USER_NUMBER],
  /// [#ARRIVAL_NUMBER].
  record Variable(String name) implements Expression {
    /// @throws IllegalArgumentException for what is no name
    public Variable {
      if (!isName(name)) {
        throw new IllegalArgumentException("not the name of a variable: '" + name + "'");
      }
    }
  }

  /// The result of a function.
  ///
  /// @param arguments as many as the function takes
  record Call(Function function, List<Expression> arguments) implements Expression {
    /// @throws IllegalArgumentException for another number of arguments, and where calls are nested
    ///   too deep
    public Call {
      arguments = List.copyOf(arguments);
      if (!function.takes(arguments.size())) {
        throw new IllegalArgumentException(
            "%s does not take %d arguments".formatted(function.id(), arguments.size()));
      }
      if (depthOf(arguments) >= MAX_DEPTH) {
        throw new IllegalArgumentException(
            "functions are nested at most " + MAX_DEPTH + " levels deep");
      }
    }
  }

  /// The number of the user in its closed phase; the arrival's in an open one.
  String USER_NUMBER = "userNumber";

  /// The number of the arrival in its phase; of the iteration in a closed one.
  String ARRIVAL_NUMBER = "arrivalNumber";

  /// Whether variables may be called so: a letter or `_`, then letters, digits and `_`, at most
  /// 100.
  static boolean isName(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}");
  }

  /// The names of the variables in it, with repetitions.
  default Stream<String> variables() {
    return switch (this) {
      case Literal _, Secret _, AccessToken _ -> Stream.of();
      case Variable(String name) -> Stream.of(name);
      case Digest(var user, var password) -> Stream.concat(user.variables(), password.variables());
      case Call(_, var arguments) -> arguments.stream().flatMap(Expression::variables);
    };
  }

  /// The same with something else in place of every secret.
  default Expression withSecretsAs(String mask) {
    return switch (this) {
      case Literal literal -> literal;
      case Variable variable -> variable;
      case Secret(String name, _) -> new Secret(name, mask);
      case AccessToken(var client) -> new AccessToken(client.withSecret(mask));
      case Digest(var user, _) -> new Digest(user.withSecretsAs(mask), new Literal(mask));
      case Call(var function, var arguments) ->
          new Call(
              function, arguments.stream().map(argument -> argument.withSecretsAs(mask)).toList());
    };
  }

  /// The clients whose access tokens are in it, with repetitions.
  default Stream<ClientCredentials> clients() {
    return switch (this) {
      case Literal _, Secret _, Variable _, Digest _ -> Stream.of();
      case AccessToken(var client) -> Stream.of(client);
      case Call(_, var arguments) -> arguments.stream().flatMap(Expression::clients);
    };
  }

  private static int depthOf(List<Expression> expressions) {
    int depth = 0;
    for (Expression each : expressions) {
      if (each instanceof Call(_, var arguments)) {
        depth = Math.max(depth, 1 + depthOf(arguments));
      }
    }
    return depth;
  }
}
