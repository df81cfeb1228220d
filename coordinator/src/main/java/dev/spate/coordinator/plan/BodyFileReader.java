package dev.spate.coordinator.plan;

import dev.spate.plan.Octets;
import dev.spate.plan.Template;
import java.net.URLConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads bodies that are in files: as the bytes that they are, or as texts with holes.
record BodyFileReader(Scope scope) {
  static final Fields.Keys KEYS = Fields.Keys.of("file", "template");
  private static final String EXAMPLE = "bodyFile: order.json";

  /// The files in the requests of a plan, whatever is wrong with it: `bodyFile: NAME`, and `file:
  /// NAME` below `bodyFile` and `multipart`.
  static Set<String> files(Node root) {
    Set<String> files = new HashSet<>();
    collect(root, false, files);
    return files;
  }

  private static void collect(Node node, boolean body, Set<String> files) {
    switch (node) {
      case Node.Mapping mapping -> {
        for (Node.Entry entry : mapping.entries()) {
          String key = entry.key().text();
          boolean whole = key.equals("bodyFile");
          if (entry.value() instanceof Node.Scalar name
              && (whole || (body && key.equals("file")))) {
            files.add(name.text());
          }
          collect(entry.value(), whole || key.equals("multipart"), files);
        }
      }
      case Node.Sequence list -> list.items().forEach(item -> collect(item, body, files));
      case Node.Scalar _ -> {}
    }
  }

  /// @param text what is sent
  /// @param contentType by the name of the file
  record Read(Template text, String contentType) {}

  /// A name, or a mapping with it.
  Optional<Read> read(Value value) {
    if (value.node() instanceof Node.Scalar) {
      return named(value, false);
    }
    if (!(value.node() instanceof Node.Mapping)) {
      value.mismatch("the name of a file", EXAMPLE);
      return Optional.empty();
    }
    Fields fields = Fields.of(value, KEYS);
    boolean template = fields.find("template").flatMap(Value::flag).orElse(false);
    return fields.require("file", "file: order.json").flatMap(file -> named(file, template));
  }

  private Optional<Read> named(Value file, boolean template) {
    return file.text("the name of a file")
        .flatMap(name ->
            (template ? text(file, name) : bytes(file, name))
                .map(text -> new Read(text, contentType(name))));
  }

  private Optional<Template> text(Value file, String name) {
    return scope.given().text(file, name).flatMap(text -> template(file, name, text));
  }

  private Optional<Template> template(Value file, String name, String text) {
    try {
      return Optional.of(new TextParser(text, scope, Template.Encoding.PLAIN).parse());
    } catch (TextException wrong) {
      file.problem(Paths.printable(name) + ": " + wrong.message(), wrong.suggestion());
      return Optional.empty();
    }
  }

  /// What is in a file, as it is.
  Optional<Template> bytes(Value file, String name) {
    Optional<Octets> content = scope.given().file(file, name);
    return content.map(octets -> new Template(List.of(new Template.File(name, octets))));
  }

  /// What the end of a name says, by the table of the JDK.
  static String contentType(String name) {
    String type = URLConnection.guessContentTypeFromName(name);
    return type == null ? "application/octet-stream" : type;
  }
}
