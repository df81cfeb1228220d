package dev.spate.coordinator.plan;

import dev.spate.plan.Template;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a value of the plan as JSON, by YAML's core schema: what has no quotes may be a number, a
/// boolean or null. A number that JSON can say is written as it stands, so `1.50` stays `1.50`.
final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]{1,40}|[0-9]{1,40}(?:\\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,4})?");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,40}");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,40}");
  private static final Pattern NOT_A_NUMBER =
      Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private static final Pattern AS_JSON =
      Pattern.compile("\\$\\{\\s*json\\((.*)\\)\\s*}", Pattern.DOTALL);

  private final StringWriter text;
  private final JsonGenerator json;
  private final Scope scope;
  private final List<Template.Part> parts = new ArrayList<>();
  private boolean sound = true;

  private JsonBody(StringWriter text, JsonGenerator json, Scope scope) {
    this.text = text;
    this.json = json;
    this.scope = scope;
  }

  /// The JSON, or nothing where a problem was reported.
  static Optional<Template> write(Value value, Scope scope) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      JsonBody body = new JsonBody(text, generator, scope);
      body.write(value.node(), value);
      body.endPiece();
      return body.sound ? Optional.of(new Template(body.parts)) : Optional.empty();
    }
  }

  /// What has been written so far stands before what comes next.
  private void endPiece() {
    json.flush();
    if (!text.getBuffer().isEmpty()) {
      parts.add(new Template.Text(text.toString()));
      text.getBuffer().setLength(0);
    }
  }

  private void write(Node node, Value at) {
    switch (node) {
      case Node.Scalar scalar -> scalar(scalar, at);
      case Node.Sequence sequence -> {
        json.writeStartArray();
        int index = 0;
        for (Node item : sequence.items()) {
          write(item, Value.of(item, Paths.item(at.path(), index++), at.problems()));
        }
        json.writeEndArray();
      }
      case Node.Mapping mapping -> {
        json.writeStartObject();
        for (Node.Entry entry : mapping.entries()) {
          String path = Paths.key(at.path(), entry.key().text());
          json.writeName(entry.key().text());
          write(entry.value(), Value.of(entry.value(), path, at.problems()));
        }
        json.writeEndObject();
      }
    }
  }

  private void scalar(Node.Scalar scalar, Value at) {
    String text = scalar.text();
    if (scalar.isNull()) {
      json.writeNull();
    } else if (scalar.plain()) {
      plain(text, at);
    } else {
      string(text, at);
    }
  }

  private void plain(String text, Value at) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      bool(text, at);
    } else if (JSON_NUMBER.matcher(text).matches()) {
      json.writeNumber(text);
    } else if (HEX.matcher(text).matches()) {
      json.writeNumber(new BigInteger(text.substring(2), 16));
    } else if (OCTAL.matcher(text).matches()) {
      json.writeNumber(new BigInteger(text.substring(2), 8));
    } else if (DECIMAL.matcher(text).matches()) {
      json.writeNumber(new BigDecimal(text));
    } else if (NOT_A_NUMBER.matcher(text).matches()) {
      at.problem("JSON has no such number", "put it in quotes to send it as a text");
      sound = false;
      json.writeNull();
    } else {
      string(text, at);
    }
  }

  /// `true`, `True` and `TRUE` are booleans; `tRue` is a text.
  private void bool(String text, Value at) {
    switch (text) {
      case "true", "True", "TRUE" -> json.writeBoolean(true);
      case "false", "False", "FALSE" -> json.writeBoolean(false);
      default -> string(text, at);
    }
  }

  private void string(String string, Value at) {
    if (!string.contains("${")) {
      json.writeString(string);
      return;
    }
    Matcher asJson = AS_JSON.matcher(string);
    if (asJson.matches()) {
      json.writeRawValue("");
      put(at, "${" + asJson.group(1) + "}", Template.Encoding.PLAIN);
    } else {
      json.writeRawValue("\"");
      put(at, string, Template.Encoding.JSON);
      text.append('"');
    }
  }

  private void put(Value at, String string, Template.Encoding encoding) {
    Optional<Template> template = scope.read(at, string, encoding);
    json.flush();
    template.map(Template::parts).orElse(List.of()).forEach(this::put);
    sound &= template.isPresent();
  }

  private void put(Template.Part part) {
    switch (part) {
      case Template.Text(String constant) -> text.append(constant);
      case Template.Secret _, Template.File _, Template.Hole _ -> {
        endPiece();
        parts.add(part);
      }
    }
  }
}
