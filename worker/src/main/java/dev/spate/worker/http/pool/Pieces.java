package dev.spate.worker.http.pool;

import dev.spate.worker.engine.Filling;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes with holes: constant pieces, and between each two of them a hole, into which a value of a
/// [Filling] goes, by its number. Without a hole it is one piece. Immutable.
public final class Pieces {
  private final byte[][] pieces;

  /// For each hole the number of its value.
  private final int[] values;

  private final int constantLength;

  private Pieces(List<byte[]> pieces, List<Integer> values) {
    this.pieces = pieces.toArray(byte[][]::new);
    this.values = values.stream().mapToInt(Integer::intValue).toArray();
    this.constantLength = pieces.stream().mapToInt(piece -> piece.length).sum();
  }

  /// Bytes without a hole; not changed by anyone from now on.
  public static Pieces of(byte[] bytes) {
    return new Pieces(List.of(bytes), List.of());
  }

  /// A text without a hole, as heads have them: a byte for each character.
  public static Pieces of(String latin1) {
    return of(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static Builder builder() {
    return new Builder();
  }

  /// The bytes, where it has no hole.
  public byte[] bytes() {
    return pieces[0].clone();
  }

  public boolean constant() {
    return pieces.length == 1;
  }

  /// The text, where it has no hole.
  public String text() {
    return new String(pieces[0], StandardCharsets.ISO_8859_1);
  }

  /// Its length with the values in it.
  ///
  /// @param filling may be null where there is no hole
  public int length(@Nullable Filling filling) {
    int length = constantLength;
    for (int value : values) {
      length += present(filling).length(value);
    }
    return length;
  }

  /// Writes it with the values in it.
  public void write(@Nullable Filling filling, ByteBuf out) {
    out.writeBytes(pieces[0]);
    for (int hole = 0; hole < values.length; hole++) {
      Filling from = present(filling);
      out.writeBytes(from.bytes(), from.start(values[hole]), from.length(values[hole]));
      out.writeBytes(pieces[hole + 1]);
    }
  }

  /// Writes a part of it: so many bytes from `at` on.
  public void write(@Nullable Filling filling, int at, int length, ByteBuf out) {
    int skip = at;
    int left = length;
    for (int part = 0; part < 2 * pieces.length - 1 && left > 0; part++) {
      boolean constant = part % 2 == 0;
      byte[] bytes = constant ? pieces[part / 2] : present(filling).bytes();
      int start = constant ? 0 : present(filling).start(values[part / 2]);
      int size = constant ? bytes.length : present(filling).length(values[part / 2]);
      int taken = Math.min(left, Math.max(0, size - skip));
      out.writeBytes(bytes, start + Math.min(skip, size), taken);
      skip = Math.max(0, skip - size);
      left -= taken;
    }
  }

  /// Copies it with the values in it to an array that has room for it.
  ///
  /// @return where it ends there
  public int copyTo(@Nullable Filling filling, byte[] target) {
    int end = append(pieces[0], target, 0);
    for (int hole = 0; hole < values.length; hole++) {
      Filling from = present(filling);
      from.copyTo(values[hole], target, end);
      end = append(pieces[hole + 1], target, end + from.length(values[hole]));
    }
    return end;
  }

  private static int append(byte[] piece, byte[] target, int at) {
    System.arraycopy(piece, 0, target, at, piece.length);
    return at + piece.length;
  }

  private static Filling present(@Nullable Filling filling) {
    if (filling == null) {
      throw new IllegalArgumentException("a request with holes is sent with values for them");
    }
    return filling;
  }

  /// Puts pieces together.
  public static final class Builder {
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Integer> values = new ArrayList<>();
    private final ByteArrayOutputStream last = new ByteArrayOutputStream();

    private Builder() {}

    /// Goes on with constant bytes.
    public Builder add(byte[] bytes) {
      last.writeBytes(bytes);
      return this;
    }

    /// Goes on with a text, a byte for each character.
    public Builder add(String latin1) {
      return add(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Goes on with a hole.
    ///
    /// @param value the number of what goes there
    public Builder hole(int value) {
      values.add(value);
      pieces.add(last.toByteArray());
      last.reset();
      return this;
    }

    /// Goes on with others, holes included.
    public Builder add(Pieces others) {
      for (int part = 0; part < others.pieces.length; part++) {
        if (part > 0) {
          hole(others.values[part - 1]);
        }
        add(others.pieces[part]);
      }
      return this;
    }

    public Pieces build() {
      List<byte[]> all = new ArrayList<>(pieces);
      all.add(last.toByteArray());
      return new Pieces(all, values);
    }
  }
}
