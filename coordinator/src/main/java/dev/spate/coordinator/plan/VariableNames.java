package dev.spate.coordinator.plan;

import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.Template;
import java.util.Optional;

/// What a name in a hole stands for.
final class VariableNames {
  private VariableNames() {}

  static Expression find(String name, Scope scope) throws TextException {
    Optional<Template> constant = scope.constant(name);
    if (constant.isPresent()) {
      return constant(name, constant.get());
    }
    if (scope.varies(name)) {
      return new Expression.Variable(name);
    }
    throw new TextException(
        "unknown variable \"" + Paths.printable(name) + "\"",
        Function.named(name).isPresent()
            ? "did you mean ${" + Calls.usage(name) + "}?"
            : Spelling.suggest(name, scope.names()));
  }

  /// One that has a secret in it is all secret.
  private static Expression constant(String name, Template value) {
    boolean secret = value.parts().stream().anyMatch(Template.Secret.class::isInstance);
    return secret
        ? new Expression.Secret(name, value.text())
        : new Expression.Literal(value.text());
  }
}
