package dev.spate.worker.http.h1;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Plan;
import dev.spate.plan.Proxy;
import dev.spate.worker.http.dial.Tunnel;
import dev.spate.worker.http.pool.Pieces;
import dev.spate.worker.http.pool.RequestForm;
import dev.spate.worker.http.pool.RequestForm.Field;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a request as it goes over the wire: request line, `Host`, `User-Agent`, the plan's
/// headers, the step's own, `Content-Length`, body. What frames the body is decided here alone.
/// Where connections are not kept, each request says so.
final class RequestEncoder {
  /// Behind the last header: the ends of its line and of the head.
  static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Plan plan;
  private final RequestForm form;

  RequestEncoder(Plan plan, RequestForm form) {
    this.plan = plan;
    this.form = form;
  }

  RequestForm form() {
    return form;
  }

  boolean constant() {
    return form.constant();
  }

  /// The bytes of a request that is constant.
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head().bytes());
    bytes.writeBytes(form.body().bytes());
    return bytes.toByteArray();
  }

  /// Whether the length of the body varies, so that it is not in the [#head].
  boolean countsBody() {
    return !form.body().constant();
  }

  /// The head, up to the length of the body and the [#END] where that varies.
  Pieces head() {
    Pieces.Builder head = Pieces.builder().add(form.method()).add(" ");
    if (Tunnel.readByProxy(plan)) {
      head.add("http://").add(plan.target().authority()); // RFC 9112 §3.2.2
    }
    head.add(form.path()).add(" HTTP/1.1\r\n");
    for (Field field : headers()) {
      head.add(field.name()).add(": ").add(field.value()).add("\r\n");
    }
    if (countsBody()) {
      return head.add("Content-Length: ").build();
    }
    if (form.hasLength()) {
      int length = form.body().length(null);
      head.add("Content-Length: ").add(Integer.toString(length)).add("\r\n");
    }
    return head.add("\r\n").build();
  }

  /// Whether the request itself says that the connection ends with its answer.
  boolean closes() {
    return says("Connection", "close");
  }

  /// Whether the request wants to be told to go on before it sends its body.
  boolean expectsContinue() {
    return !form.hasNoBody() && says("Expect", "100-continue");
  }

  /// Of a value with holes nobody knows what it will say.
  private boolean says(String name, String element) {
    return headers().stream()
        .filter(field -> field.isNamed(name) && field.value().constant())
        .flatMap(field -> List.of(field.value().text().split(",")).stream())
        .anyMatch(each -> each.strip().equalsIgnoreCase(element));
  }

  /// With what is about this connection, and about the proxy that reads it.
  private List<Field> headers() {
    List<Field> headers = new ArrayList<>(form.headers());
    if (plan.http().connections().keepAlive() == ConnectionOptions.KeepAlive.OFF) {
      headers.removeIf(field -> field.isNamed("Connection") && field.value().constant());
      headers.add(Field.of("Connection", "close"));
    }
    Proxy proxy = plan.http().connections().httpProxy();
    if (proxy != null && Tunnel.readByProxy(plan) && !proxy.user().isEmpty()) {
      headers.add(Field.of("Proxy-Authorization", proxy.authorization()));
    }
    return headers;
  }
}
