package dev.spate.worker.http.pool;

import dev.spate.plan.Body;
import dev.spate.plan.Octets;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
import dev.spate.worker.http.pool.RequestForm.Field;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Turns the texts of one request into pieces, and numbers their holes as it goes.
final class FormBuilder {
  private int count;

  /// How many holes there were so far.
  int count() {
    return count;
  }

  Pieces path(String base, Template path) {
    Pieces.Builder pieces = Pieces.builder().add(base);
    add(path, StandardCharsets.ISO_8859_1, pieces);
    return pieces.build();
  }

  Field field(RequestHeader header) {
    Pieces.Builder pieces = Pieces.builder();
    add(header.value(), StandardCharsets.ISO_8859_1, pieces);
    return new Field(header.name(), pieces.build());
  }

  Pieces body(Body body) {
    Template text = body.template();
    if (text == null || body.constant()) {
      byte[] bytes = new byte[body.size()];
      body.bytes().get(bytes);
      return Pieces.of(bytes);
    }
    Pieces.Builder pieces = Pieces.builder();
    add(text, StandardCharsets.UTF_8, pieces);
    return pieces.build();
  }

  private void add(Template template, Charset charset, Pieces.Builder to) {
    for (Template.Part part : template.parts()) {
      switch (part) {
        case Template.Text(String text) -> to.add(text.getBytes(charset));
        case Template.Secret(_, String text) -> to.add(text.getBytes(charset));
        case Template.File(_, Octets content) -> to.add(content.toArray());
        case Template.Hole _ -> to.hole(count++);
      }
    }
  }
}
