package dev.spate.worker.http.h2;

import dev.spate.plan.Target;
import dev.spate.worker.http.h2.HpackEncoder.Field;
import dev.spate.worker.http.pool.Pieces;
import dev.spate.worker.http.pool.RequestForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A request's fields as HTTP/2 has them (RFC 9113 §8.3.1 and §8.2.2): names in lower case, the
/// request line in pseudo-headers, `Host` as `:authority`, and nothing that is about a connection
/// of HTTP/1.1.
final class RequestFields {
  private static final Set<String> OF_CONNECTIONS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private RequestFields() {}

  /// The request, ready to be sent.
  static Http2Request encode(Target target, RequestForm form) {
    List<Field> fields = of(target, form);
    return form.constant()
        ? new ConstantHttp2Request(form, fields)
        : new FilledHttp2Request(form, fields);
  }

  /// But for the length of a body that varies.
  private static List<Field> of(Target target, RequestForm form) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of(":method", form.method()));
    fields.add(Field.of(":scheme", scheme(target)));
    fields.add(Field.of(":authority", target.authority()));
    fields.add(new Field(":path", form.path()));
    for (RequestForm.Field header : form.headers()) {
      add(header, fields);
    }
    if (form.hasLength() && form.body().constant()) {
      fields.add(Field.of("content-length", Integer.toString(form.body().length(null))));
    }
    return fields;
  }

  private static String scheme(Target target) {
    return switch (target.scheme()) {
      case HTTP -> "http";
      case HTTPS -> "https";
    };
  }

  private static void add(RequestForm.Field header, List<Field> fields) {
    String name = header.name().toLowerCase(Locale.ROOT);
    if (name.equals("host")) {
      fields.replaceAll(field ->
          field.name().equals(":authority") ? new Field(field.name(), header.value()) : field);
    } else if (!OF_CONNECTIONS.contains(name) && (!name.equals("te") || isTrailers(header))) {
      fields.add(new Field(name, stripped(header.value())));
    }
  }

  private static Pieces stripped(Pieces value) {
    return value.constant() ? Pieces.of(value.text().strip()) : value;
  }

  private static boolean isTrailers(RequestForm.Field te) {
    return te.value().constant() && te.value().text().strip().equalsIgnoreCase("trailers");
  }
}
