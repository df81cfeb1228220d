package dev.spate.worker.http.h1;

import dev.spate.plan.Plan;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.pool.RequestForm;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// A request in the form in which a loop sends it again and again, and what its connection has to
/// know of it.
public abstract sealed class EncodedRequest permits ConstantRequest, FilledRequest {
  private final boolean head;
  private final boolean idempotent;
  private final boolean closes;

  EncodedRequest(RequestForm form, boolean closes) {
    this.head = form.head();
    this.idempotent = form.idempotent();
    this.closes = closes;
  }

  /// A request of a plan.
  public static EncodedRequest of(Plan plan, RequestForm form) {
    RequestEncoder encoder = new RequestEncoder(plan, form);
    return encoder.constant() ? new ConstantRequest(encoder) : new FilledRequest(encoder);
  }

  /// In bytes, with the values in it.
  ///
  /// @param filling null where the request has no holes
  abstract int length(@Nullable Filling filling);

  /// How much of it is sent at once: all, or the head alone where the target is to ask for the body
  /// (`Expect: 100-continue`).
  abstract int firstLength(@Nullable Filling filling);

  /// Some of the bytes, for one write of any duration.
  abstract ByteBuf lend(@Nullable Filling filling, int from, int to);

  /// Appends the bytes to others.
  abstract void copyTo(@Nullable Filling filling, ByteBuf others);

  /// Whether its answer has no body.
  final boolean head() {
    return head;
  }

  /// Whether to send it twice is the same as once (RFC 9110 §9.2.2).
  final boolean idempotent() {
    return idempotent;
  }

  /// Whether its connection ends with it.
  final boolean closes() {
    return closes;
  }

  public abstract void release();
}
