package dev.spate.worker.http.h1;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Proxy;
import dev.spate.worker.http.dial.Tunnel;
import dev.spate.worker.http.pool.RequestHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a request as it goes over the wire: request line, `Host`, `User-Agent`, the plan's
/// headers, the step's own, `Content-Length`, body. A header of the step replaces the plan's of the
/// same name, and either replaces `Host` and `User-Agent`. What frames the body (`Content-Length`,
/// `Transfer-Encoding`) is decided here alone; a plan that names them is not heard. Where
/// connections are not kept, each request says so.
final class RequestEncoder {
  private RequestEncoder() {}

  /// The bytes of a request of a plan.
  static byte[] encode(Plan plan, HttpRequest request) {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ');
    if (Tunnel.readByProxy(plan)) {
      head.append("http://").append(plan.target().authority()); // RFC 9112 §3.2.2
    }
    head.append(plan.target().basePath()).append(request.path()).append(" HTTP/1.1\r\n");
    for (Header header : headers(plan, request)) {
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
    return says(plan, request, "Connection", "close");
  }

  /// Whether the request wants to be told to go on before it sends its body.
  static boolean expectsContinue(Plan plan, HttpRequest request) {
    return request.body().size() > 0 && says(plan, request, "Expect", "100-continue");
  }

  private static boolean says(Plan plan, HttpRequest request, String name, String element) {
    return headers(plan, request).stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .flatMap(header -> List.of(header.value().split(",")).stream())
        .anyMatch(each -> each.strip().equalsIgnoreCase(element));
  }

  /// With what is about this connection, and about the proxy that reads it.
  private static List<Header> headers(Plan plan, HttpRequest request) {
    List<Header> headers = RequestHeaders.of(plan, request);
    if (plan.http().connections().keepAlive() == ConnectionOptions.KeepAlive.OFF) {
      headers.removeIf(header -> header.name().equalsIgnoreCase("Connection"));
      headers.add(new Header("Connection", "close"));
    }
    Proxy proxy = plan.http().connections().httpProxy();
    if (proxy != null && Tunnel.readByProxy(plan) && !proxy.user().isEmpty()) {
      headers.add(new Header("Proxy-Authorization", proxy.authorization()));
    }
    return headers;
  }

  private static void append(StringBuilder head, Header header) {
    head.append(header.name()).append(": ").append(header.value()).append("\r\n");
  }
}
