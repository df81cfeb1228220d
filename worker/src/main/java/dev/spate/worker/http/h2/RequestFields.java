package dev.spate.worker.http.h2;

import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.h2.HpackEncoder.Field;
import dev.spate.worker.http.pool.RequestHeaders;
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
  static Http2Request encode(Plan plan, HttpRequest request) {
    byte[] body = new byte[request.body().size()];
    request.body().bytes().get(body);
    return new Http2Request(request.method(), of(plan, request), body);
  }

  static List<Field> of(Plan plan, HttpRequest request) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(":method", request.method()));
    fields.add(new Field(":scheme", scheme(plan.target())));
    fields.add(new Field(":authority", plan.target().authority()));
    fields.add(new Field(":path", plan.target().basePath() + request.path()));
    for (Header header : RequestHeaders.of(plan, request)) {
      add(header, fields);
    }
    if (RequestHeaders.hasLength(request)) {
      fields.add(new Field("content-length", Integer.toString(request.body().size())));
    }
    return fields;
  }

  private static String scheme(Target target) {
    return switch (target.scheme()) {
      case HTTP -> "http";
      case HTTPS -> "https";
    };
  }

  private static void add(Header header, List<Field> fields) {
    String name = header.name().toLowerCase(Locale.ROOT);
    if (name.equals("host")) {
      fields.replaceAll(field ->
          field.name().equals(":authority") ? new Field(field.name(), header.value()) : field);
    } else if (!OF_CONNECTIONS.contains(name) && (!name.equals("te") || isTrailers(header))) {
      fields.add(new Field(name, header.value().strip()));
    }
  }

  private static boolean isTrailers(Header te) {
    return te.value().strip().equalsIgnoreCase("trailers");
  }
}
