package dev.spate.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The body of a request: immutable bytes, at most [#MAX_BYTES].
public final class Body {
  public static final int MAX_BYTES = 1 << 20;
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException above [#MAX_BYTES]
  public static Body of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a body has at most " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    return bytes.length == 0 ? EMPTY : new Body(bytes.clone());
  }

  /// The text in UTF-8.
  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return bytes.length;
  }

  /// A read-only view of the bytes.
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
