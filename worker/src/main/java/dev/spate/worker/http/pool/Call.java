package dev.spate.worker.http.pool;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.AgeList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One exchange under way, from [Requester#send] to its end, with all that it has been through. It
/// outlives a connection: one that is sent again takes its times and bytes along. Belongs to the
/// pool, which uses it again for another exchange once this one has been told its end; whoever
/// carries it forgets it then.
public final class Call {
  /// Among those whose request has been sent, by when. One that is sent again stays there while its
  /// new connection opens.
  final AgeList.Place<Call> underWay = new AgeList.Place<>(this);

  /// Among those of which no byte of an answer came yet, where there is a deadline for it.
  final AgeList.Place<Call> unheard = new AgeList.Place<>(this);

  /// Who has it in hand; null while it waits for a connection.
  @Nullable Carrier carrier;

  /// In the one queue that it is in.
  @Nullable Call next;

  private @Nullable Exchange exchange;
  private @Nullable Answer answer;
  private @Nullable Filling filling;
  private int request;
  private long sentNs;
  private long bytesSent;
  private long bytesReceived;
  private boolean retried;

  /// Only for the pool, and tests.
  Call() {}

  void begin(int request, @Nullable Filling filling, Exchange exchange) {
    this.request = request;
    this.filling = filling;
    Answer wanting = exchange.answer();
    answer = wanting == null || wanting.wanted() == Wanted.NOTHING ? null : wanting;
    this.exchange = exchange;
    sentNs = Requester.NEVER;
    bytesSent = 0;
    bytesReceived = 0;
    retried = false;
  }

  /// Forgets the exchange.
  ///
  /// @return the one that it was
  Exchange end() {
    Exchange told = exchange();
    underWay.leave();
    unheard.leave();
    exchange = null;
    filling = null;
    answer = null;
    carrier = null;
    return told;
  }

  Exchange exchange() {
    return Objects.requireNonNull(exchange);
  }

  /// By number of [dev.spate.worker.engine.SentRequests].
  public int request() {
    return request;
  }

  /// The values of its request's holes; null where that has none.
  public @Nullable Filling filling() {
    return filling;
  }

  /// Where what is wanted of its answer goes; null where nothing is.
  public @Nullable Answer answer() {
    return answer;
  }

  /// Where the body of its answer goes; null where it is not wanted.
  public @Nullable Answer wantsBody() {
    return answer != null && answer.wanted() == Wanted.BODY ? answer : null;
  }

  /// When its first byte was handed to the kernel for the first time, or [Requester#NEVER].
  public long sentNs() {
    return sentNs;
  }

  void onFirstSent(long nowNs) {
    sentNs = nowNs;
  }

  /// On the wire before encryption, all tries together.
  public long bytesSent() {
    return bytesSent;
  }

  public void onBytesSent(long count) {
    bytesSent += count;
  }

  /// On the wire before encryption, all tries together.
  public long bytesReceived() {
    return bytesReceived;
  }

  public void onBytesReceived(long count) {
    bytesReceived += count;
  }

  /// Whether it was sent again because its connection was lost.
  public boolean retried() {
    return retried;
  }

  /// It is about to be sent a second time.
  public void onRetry() {
    retried = true;
  }
}
