package dev.spate.worker.http.dial;

import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Proxy;
import dev.spate.plan.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a proxy is asked for so that it passes bytes on to the target and back (RFC 9110 §9.3.6).
public final class Tunnel {
  private final byte[] request;

  private Tunnel(Target target, Proxy proxy) {
    String authority =
        (target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host())
            + ":"
            + target.port();
    String credentials =
        proxy.user().isEmpty() ? "" : "Proxy-Authorization: " + proxy.authorization() + "\r\n";
    request =
        ("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + credentials + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The tunnel that a plan's connections need; null for those that have no proxy, or one that
  /// reads the requests.
  static @Nullable Tunnel of(Plan plan) {
    Proxy proxy = plan.http().connections().httpProxy();
    return proxy == null || readByProxy(plan) ? null : new Tunnel(plan.target(), proxy);
  }

  /// Whether a plan's requests are for a proxy to read and to pass on: those in the clear. What is
  /// encrypted it could not read, and HTTP/2 is not a thing that proxies turn requests into.
  public static boolean readByProxy(Plan plan) {
    Protocol protocol = plan.http().protocol();
    return !plan.http().connections().proxy().isEmpty()
        && plan.target().scheme() == Target.Scheme.HTTP
        && (protocol == Protocol.AUTO || protocol == Protocol.HTTP1);
  }

  /// The bytes to send.
  ByteBuf request() {
    return Unpooled.wrappedBuffer(request);
  }
}
