package dev.spate.worker.http.h1;

import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.worker.http.pool.RequestHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a request as it goes over the wire: request line, `Host`, `User-Agent`, the plan's
/// headers, the step's own, `Content-Length`, body. A header of the step replaces the plan's of the
/// same name, and either replaces `Host` and `User-Agent`. What frames the body (`Content-Length`,
/// `Transfer-Encoding`) is decided here alone; a plan that names them is not heard.
final class RequestEncoder {
  private RequestEncoder() {}

  /// The bytes of a request of a plan.
  static byte[] encode(Plan plan, HttpRequest request) {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ');
    head.append(plan.target().basePath()).append(request.path()).append(" HTTP/1.1\r\n");
    for (Header header : RequestHeaders.of(plan, request)) {
      append(head, header);
    }
    if (RequestHeaders.hasLength(request)) {
      append(head, new Header("Content-Length", Integer.toString(request.body().size())));
    }
    head.append("\r\n");
    byte[] body = new byte[request.body().size()];
    request.body().bytes().get(body);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + body.length);
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /// Whether the request itself says that the connection ends with its answer.
  static boolean closes(Plan plan, HttpRequest request) {
    return RequestHeaders.of(plan, request).stream()
        .filter(header -> header.name().equalsIgnoreCase("Connection"))
        .flatMap(header -> List.of(header.value().split(",")).stream())
        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
  }

  private static void append(StringBuilder head, Header header) {
    head.append(header.name()).append(": ").append(header.value()).append("\r\n");
  }
}
