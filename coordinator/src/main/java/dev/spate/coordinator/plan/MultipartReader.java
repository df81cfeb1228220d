package dev.spate.coordinator.plan;

import dev.spate.plan.Octets;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads bodies of several parts, as browsers send forms with files (RFC 7578). The boundary
/// follows from what is in the parts, so that the same plan sends the same bytes.
record MultipartReader(Scope scope) {
  static final Fields.Keys KEYS = Fields.Keys.of("name", "value", "file", "fileName", "type");
  private static final int MOST = 100;
  private static final int BOUNDARY_DIGITS = 24;

  /// @param head what stands before it
  private record Part(String head, Template content) {}

  /// @param text what is sent
  /// @param contentType with the boundary
  record Read(Template text, String contentType) {}

  Optional<Read> read(Value list) {
    List<Value> items = list.items("parts, each with a name and a value or a file", MOST);
    List<Part> parts = new ArrayList<>();
    for (Value item : items) {
      part(item).ifPresent(parts::add);
    }
    return parts.isEmpty() || parts.size() < items.size()
        ? Optional.empty()
        : together(list, parts);
  }

  private Optional<Part> part(Value item) {
    Fields fields = Fields.of(item, KEYS);
    Optional<String> name =
        fields.require("name", "name: photo").flatMap(value -> value.text("a name"));
    if (fields.has("file")) {
      fields.refuse("a part has a value or a file; this one has a file", "value");
    } else {
      fields.refuse("only a file has a name of its own", "fileName");
    }
    Optional<Template> content = content(item, fields);
    Optional<String> file = fields.find("file").flatMap(value -> value.text("the name of a file"));
    Optional<String> fileName =
        fields
            .find("fileName")
            .flatMap(value -> value.text("a name"))
            .or(() -> file.map(this::last));
    Optional<String> type =
        fields.has("type")
            ? fields.find("type").flatMap(MultipartReader::type)
            : Optional.of(file.map(BodyFileReader::contentType).orElse(""));
    return name.isPresent() && content.isPresent() && type.isPresent()
        ? Optional.of(new Part(head(name.get(), fileName, type.get()), content.get()))
        : Optional.empty();
  }

  private Optional<Template> content(Value item, Fields fields) {
    if (fields.has("file")) {
      return fields
          .find("file")
          .flatMap(value ->
              value
                  .text("the name of a file")
                  .flatMap(name -> new BodyFileReader(scope).bytes(value, name)));
    }
    if (!fields.has("value")) {
      if (item.node() instanceof Node.Mapping) {
        item.problem("a part has a value or a file", "value: a photo");
      }
      return Optional.empty();
    }
    return fields
        .find("value")
        .flatMap(value ->
            value.text("a text").flatMap(text -> scope.read(value, text, Template.Encoding.PLAIN)));
  }

  private String last(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static Optional<String> type(Value value) {
    Optional<String> type = value.text("a media type");
    if (type.isPresent() && !type.get().matches("[!-~]+/[ -~]+")) {
      value.mismatch("a media type", "type: image/png");
      return Optional.empty();
    }
    return type;
  }

  private static String head(String name, Optional<String> fileName, String type) {
    return "Content-Disposition: form-data; name=\""
        + quoted(name)
        + "\""
        + fileName.map(file -> "; filename=\"" + quoted(file) + "\"").orElse("")
        + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
        + "\r\n\r\n";
  }

  /// As browsers do it (HTML, "multipart/form-data encoding algorithm").
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static Optional<Read> together(Value list, List<Part> parts) {
    String boundary = boundary(parts);
    List<Template.Part> pieces = new ArrayList<>();
    for (Part part : parts) {
      pieces.add(
          new Template.Text(
              (pieces.isEmpty() ? "" : "\r\n") + "--" + boundary + "\r\n" + part.head));
      pieces.addAll(part.content.parts());
    }
    pieces.add(new Template.Text("\r\n--" + boundary + "--\r\n"));
    try {
      return Optional.of(
          new Read(Template.joined(pieces), "multipart/form-data; boundary=" + boundary));
    } catch (IllegalArgumentException e) {
      list.problem(String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  /// One that is in no part: of what is only known when it is sent, nobody could say, but for 96
  /// bits of luck.
  private static String boundary(List<Part> parts) {
    StringBuilder all = new StringBuilder();
    for (Part part : parts) {
      all.append(part.head).append(part.content);
      for (Template.Part piece : part.content.parts()) {
        all.append(piece instanceof Template.File(_, Octets file) ? file.sha256() : "");
      }
    }
    String digest = Octets.of(all.toString()).sha256();
    for (int tries = 0; ; tries++) {
      String boundary = "spate-" + Octets.of(digest + tries).sha256().substring(0, BOUNDARY_DIGITS);
      if (parts.stream().noneMatch(part -> contains(part.content, boundary))) {
        return boundary;
      }
    }
  }

  private static boolean contains(Template content, String boundary) {
    return content.text().contains(boundary)
        || content.parts().stream()
            .anyMatch(part ->
                part instanceof Template.File(_, Octets file)
                    && file.contains(Octets.of(boundary)));
  }
}
