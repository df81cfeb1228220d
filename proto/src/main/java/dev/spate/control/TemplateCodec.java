package dev.spate.control;

import com.google.protobuf.ByteString;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.Octets;
import dev.spate.plan.Template;
import dev.spate.wire.PlanWire;

/// [Template] on the wire.
final class TemplateCodec {
  private TemplateCodec() {}

  static PlanWire.Template toWire(Template template) {
    PlanWire.Template.Builder wire = PlanWire.Template.newBuilder();
    for (Template.Part part : template.parts()) {
      switch (part) {
        case Template.Text(String text) -> wire.addPartsBuilder().setText(text);
        case Template.Secret(String name, String text) ->
            wire.addPartsBuilder().getSecretBuilder().setName(name).setText(text);
        case Template.File(String name, Octets content) ->
            wire.addPartsBuilder()
                .getFileBuilder()
                .setName(name)
                .setContent(ByteString.copyFrom(content.toArray()))
                .setSha256(content.sha256());
        case Template.Hole(Expression value, var encoding) ->
            wire.addPartsBuilder()
                .getHoleBuilder()
                .setValue(expression(value))
                .setEncoding(encoding.name());
      }
    }
    return wire.build();
  }

  static Template fromWire(PlanWire.Template wire) {
    return new Template(wire.getPartsList().stream().map(TemplateCodec::part).toList());
  }

  private static Template.Part part(PlanWire.Template.Part wire) {
    return switch (wire.getPartCase()) {
      case TEXT -> new Template.Text(wire.getText());
      case SECRET -> new Template.Secret(wire.getSecret().getName(), wire.getSecret().getText());
      case FILE -> file(wire.getFile());
      case HOLE ->
          new Template.Hole(
              expression(wire.getHole().getValue()),
              Template.Encoding.valueOf(wire.getHole().getEncoding()));
      case PART_NOT_SET ->
          throw new IllegalArgumentException("a part of a text that is of no known kind");
    };
  }

  private static Template.File file(PlanWire.Template.File wire) {
    Octets content = Octets.of(wire.getContent().toByteArray());
    if (!content.sha256().equals(wire.getSha256())) {
      throw new IllegalArgumentException("a file of the plan is not what was sent");
    }
    return new Template.File(wire.getName(), content);
  }

  private static PlanWire.Expression expression(Expression expression) {
    PlanWire.Expression.Builder wire = PlanWire.Expression.newBuilder();
    switch (expression) {
      case Expression.Literal(String text) -> wire.setLiteral(text);
      case Expression.Secret(String name, String text) ->
          wire.getSecretBuilder().setName(name).setText(text);
      case Expression.Digest(var user, var password) ->
          wire.getDigestBuilder().setUser(expression(user)).setPassword(expression(password));
      case Expression.AccessToken(var client) -> wire.setAccessToken(ClientCodec.toWire(client));
      case Expression.Variable(String name) -> wire.setVariable(name);
      case Expression.Call(Function function, var arguments) ->
          wire.getCallBuilder()
              .setFunction(function.id())
              .addAllArguments(arguments.stream().map(TemplateCodec::expression).toList());
    }
    return wire.build();
  }

  private static Expression expression(PlanWire.Expression wire) {
    return switch (wire.getExpressionCase()) {
      case LITERAL -> new Expression.Literal(wire.getLiteral());
      case SECRET -> new Expression.Secret(wire.getSecret().getName(), wire.getSecret().getText());
      case DIGEST ->
          new Expression.Digest(
              expression(wire.getDigest().getUser()), expression(wire.getDigest().getPassword()));
      case ACCESS_TOKEN -> new Expression.AccessToken(ClientCodec.fromWire(wire.getAccessToken()));
      case VARIABLE -> new Expression.Variable(wire.getVariable());
      case CALL ->
          new Expression.Call(
              function(wire.getCall().getFunction()),
              wire.getCall().getArgumentsList().stream().map(TemplateCodec::expression).toList());
      case EXPRESSION_NOT_SET ->
          throw new IllegalArgumentException("an expression that is of no known kind");
    };
  }

  private static Function function(String id) {
    return Function.named(id)
        .orElseThrow(() -> new IllegalArgumentException("an unknown function " + id));
  }
}
