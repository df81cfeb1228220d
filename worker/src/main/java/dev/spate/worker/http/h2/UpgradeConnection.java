package dev.spate.worker.http.h2;

import dev.spate.measure.Outcome;
import dev.spate.plan.Target;
import dev.spate.worker.http.pool.Call;
import dev.spate.worker.http.pool.CallQueue;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A connection that asks its target in HTTP/1.1 whether it goes on with HTTP/2 in the clear (h2c,
/// RFC 7540 §3.2), and then becomes an [Http2Connection], or is closed.
///
/// It asks with `OPTIONS *`, as the RFC allows, so that no call of the plan is sent in another form
/// than the others. Those that wait for the answer are under way from the question on.
public final class UpgradeConnection extends Connection {
  private static final int MAX_HEAD = 16_384;
  private static final int SWITCHING = 101;

  private final Http2Loop loop;
  private final Target target;
  private final int streams;
  private final Runnable declined;

  /// Taken since the last flush.
  private final CallQueue assigned = new CallQueue();

  /// Under way.
  private final CallQueue waiting = new CallQueue();

  private final ByteBuf head = Unpooled.buffer(256, MAX_HEAD);
  private boolean asked;

  /// @param streams the most at a time, should it become HTTP/2
  /// @param declined is told where the target stays with HTTP/1.1
  public UpgradeConnection(
      ConnectionPool pool, Http2Loop loop, Target target, int streams, Runnable declined) {
    super(pool);
    this.loop = loop;
    this.target = target;
    this.streams = streams;
    this.declined = declined;
  }

  @Override
  public int room() {
    return closed() ? 0 : Math.max(0, streams - assigned.size() - waiting.size());
  }

  @Override
  protected void assign(Call call) {
    assigned.add(call);
  }

  @Override
  protected void flush() {
    long nowNs = pool().clock().nanoTime();
    while (!assigned.isEmpty()) {
      Call call = assigned.remove();
      waiting.add(call);
      pool().onSent(call, 0, nowNs);
    }
    if (!asked) {
      asked = true;
      ByteBuf out = loop.buffers().take();
      out.writeCharSequence(question(), StandardCharsets.US_ASCII);
      loop.buffers().send(out, context());
    }
  }

  private String question() {
    return "OPTIONS * HTTP/1.1\r\nHost: "
        + target.authority()
        + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: "
        + settings()
        + "\r\n\r\n";
  }

  /// The payload of the SETTINGS frame that will be sent in any case.
  private static String settings() {
    ByteBuf frame = Unpooled.buffer();
    Receiver.writeSettings(frame);
    byte[] payload = new byte[frame.getUnsignedMedium(0)];
    frame.getBytes(Frames.HEADER_BYTES, payload);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
  }

  @Override
  protected void onBytes(ByteBuf in, long nowNs) {
    while (in.isReadable() && !closed()) {
      if (!head.isWritable() && head.capacity() == MAX_HEAD) {
        end(Outcome.MALFORMED_RESPONSE);
        return;
      }
      head.writeByte(in.readByte());
      if (endsHead()) {
        onHead(in, nowNs);
      }
    }
  }

  private boolean endsHead() {
    int end = head.writerIndex();
    return end >= 4 && head.getInt(end - 4) == 0x0d0a0d0a;
  }

  private void onHead(ByteBuf rest, long nowNs) {
    String text = head.toString(StandardCharsets.ISO_8859_1);
    head.clear();
    if (!text.matches("(?s)HTTP/1\\.1 [1-5]\\d\\d[ \r].*")) {
      end(Outcome.MALFORMED_RESPONSE);
      return;
    }
    int status = Integer.parseInt(text, 9, 12, 10);
    if (status == SWITCHING) {
      become(rest, nowNs);
    } else if (status >= 200) {
      declined.run();
      shut();
      waiting.addAllFirst(assigned);
      pool().onGone(this, waiting);
    }
  }

  private void become(ByteBuf rest, long nowNs) {
    Http2Connection next = Http2Connection.upgraded(pool(), loop, streams);
    context().pipeline().addLast(next);
    waiting.addAllFirst(assigned);
    pool().replace(this, next, waiting);
    context().pipeline().remove(this);
    if (rest.isReadable()) {
      next.onBytes(rest, nowNs);
    }
  }

  @Override
  public void onTimeout(Call call, Outcome outcome) {
    if (!waiting.remove(call)) {
      assigned.remove(call);
    }
    if (waiting.isEmpty() && assigned.isEmpty()) {
      shut();
      pool().onGone(this, new CallQueue());
    }
    pool().fail(call, outcome);
  }

  @Override
  protected void onEnd(Outcome cause) {
    end(cause);
  }

  private void end(Outcome outcome) {
    shut();
    waiting.addAllFirst(assigned);
    pool().onGone(this, new CallQueue());
    fail(waiting, outcome);
  }
}
