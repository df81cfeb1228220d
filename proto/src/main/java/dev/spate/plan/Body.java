package dev.spate.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of a request: immutable bytes, at most [#MAX_BYTES], or a text with holes that is at
/// most so long without them.
public final class Body {
  public static final int MAX_BYTES = 1 << 20;
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  /// Null where it is nothing but bytes.
  private final @Nullable Template template;

  private Body(byte[] bytes) {
    this(bytes, null);
  }

  private Body(byte[] bytes, @Nullable Template template) {
    this.bytes = bytes;
    this.template = template;
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
    return of(text.getBytes(UTF_8));
  }

  /// A text in UTF-8, with holes and files perhaps.
  ///
  /// @throws IllegalArgumentException above [#MAX_BYTES] without what is put in
  public static Body of(Template text) {
    Body withoutHoles = of(bytes(text));
    boolean plain = text.parts().stream().allMatch(Template.Text.class::isInstance);
    return plain ? withoutHoles : new Body(withoutHoles.bytes, text);
  }

  private static byte[] bytes(Template text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Template.Part part : text.parts()) {
      switch (part) {
        case Template.Text(String piece) -> bytes.writeBytes(piece.getBytes(UTF_8));
        case Template.Secret(_, String piece) -> bytes.writeBytes(piece.getBytes(UTF_8));
        case Template.File(_, Octets content) -> bytes.writeBytes(content.toArray());
        case Template.Hole _ -> {}
      }
    }
    return bytes.toByteArray();
  }

  /// The same with something else in place of every secret.
  public Body withSecretsAs(String mask) {
    return template == null ? this : of(template.withSecretsAs(mask));
  }

  /// Whether it has no holes.
  public boolean constant() {
    return template == null || template.constant();
  }

  /// The text; null where it is nothing but bytes.
  public @Nullable Template template() {
    return template;
  }

  /// In bytes, without what is put in.
  public int size() {
    return bytes.length;
  }

  /// A read-only view of the bytes; only where it is [constant][#constant].
  public ByteBuffer bytes() {
    if (!constant()) {
      throw new IllegalStateException("a body with holes");
    }
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that
        && Arrays.equals(bytes, that.bytes)
        && Objects.equals(template, that.template);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Objects.hashCode(template);
  }

  @Override
  public String toString() {
    return bytes.length + (template == null ? " bytes" : " bytes and holes");
  }
}
