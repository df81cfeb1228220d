package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.http.dial.Failures;
import dev.spate.worker.http.io.AgeList;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection that stands, as its [ConnectionPool] knows it, whatever it speaks: something that
/// takes so many calls at a time. Belongs to the thread of its pool, which decides what calls it
/// gets.
///
/// A protocol tells the pool: [ConnectionPool#onSent] for each call that goes out, then either
/// [ConnectionPool#answer] or [ConnectionPool#fail] once, [ConnectionPool#onRoom] when it can take
/// more calls than before, [ConnectionPool#onFirstByte] where an answer has begun, and
/// [ConnectionPool#onGone] when it is of no use any more. A call whose end is told is no longer the
/// connection's; what it needs of it, it reads before.
public abstract class Connection extends ChannelInboundHandlerAdapter implements Carrier {
  /// Among those with room for a call.
  @SuppressWarnings("this-escape") // a place keeps its owner, and does nothing with it
  final AgeList.Place<Connection> withRoom = new AgeList.Place<>(this);

  /// Among all that take up room in the pool.
  @SuppressWarnings("this-escape") // likewise
  final AgeList.Place<Carrier> standing = new AgeList.Place<>(this);

  /// Whether it is to proceed at the end of the pass.
  boolean putOff;

  /// The one user that may send on it; null where it is anybody's.
  @Nullable Exchange owner;

  private final ConnectionPool pool;
  private @Nullable ChannelHandlerContext context;
  private boolean closed;

  protected Connection(ConnectionPool pool) {
    this.pool = pool;
  }

  protected final ConnectionPool pool() {
    return pool;
  }

  protected final ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  protected final boolean closed() {
    return closed;
  }

  /// How many more calls it can take now; 0 once it takes no more.
  public abstract int room();

  /// Takes a call, for which there is room. It goes out with the next [#flush].
  protected abstract void assign(Call call);

  /// Sends the calls that were assigned.
  protected abstract void flush();

  /// Reads what the target said. It need not use up all of it; what it leaves is gone.
  ///
  /// @param nowNs when it was read
  protected abstract void onBytes(ByteBuf in, long nowNs);

  /// The target ended the connection.
  ///
  /// @param cause what that means to a call that was not answered
  protected abstract void onEnd(Outcome cause);

  /// Closes at once, without a farewell under TLS: who is late or wrong is not waited for. Tells
  /// the pool nothing.
  protected final void shut() {
    closed = true;
    if (context != null) {
      Channel channel = context.channel();
      channel.unsafe().close(channel.unsafe().voidPromise());
    }
  }

  /// Tells the pool of calls that will not be answered, none of which is the connection's any more.
  protected final void fail(CallQueue calls, Outcome outcome) {
    while (!calls.isEmpty()) {
      pool.fail(calls.remove(), outcome);
    }
  }

  /// Another one takes its place.
  final void retire() {
    closed = true;
  }

  /// Whether the kernel, or TLS, has taken all that was written.
  protected final boolean allWritten() {
    ChannelOutboundBuffer unwritten = context().channel().unsafe().outboundBuffer();
    return unwritten != null && unwritten.isEmpty();
  }

  @Override
  public final void proceed() {
    putOff = false;
    if (closed) {
      return; // what was put off has been overtaken
    }
    if (context().channel().isActive()) {
      flush();
    } else {
      onEnd(Outcome.CLOSED_EARLY); // closed in this very pass
    }
  }

  @Override
  public final void discard() {
    shut();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public final void channelRead(ChannelHandlerContext from, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!closed) {
        onBytes(in, pool.clock().nanoTime());
      }
    } finally {
      in.release();
    }
  }

  @Override
  public final void channelInactive(ChannelHandlerContext from) {
    if (!closed) {
      onEnd(Outcome.CLOSED_EARLY);
    }
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    if (!Failures.isNetwork(cause)) {
      pool.onFault(cause);
    }
    if (!closed) {
      onEnd(pool.dialer().outcomeOf(cause, from.channel()));
    }
  }

  @Override
  public final void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof SslCloseCompletionEvent && !closed) {
      onEnd(Outcome.CLOSED_EARLY);
    }
  }
}
