package dev.spate.coordinator.history;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Goes through the frames of a journal.
///
/// A frame that is not whole is torn where nothing whole follows it: the last write was cut off. It
/// is an error where something does, since then the file was damaged and events would go missing in
/// silence.
final class JournalReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final InputStream input;

  /// How much there was when reading began, and is still to come. What a writer appends meanwhile
  /// is not looked at, so its unfinished frame cannot be taken for damage.
  private long left;

  private long offset;
  private long events;

  private JournalReader(Path file, InputStream input, long size) {
    this.file = file;
    this.input = input;
    this.left = size;
  }

  static JournalEnd read(Path file, Consumer<RunEvent> reader) {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      return new JournalReader(file, input, Files.size(file)).readAll(reader);
    } catch (IOException e) {
      throw JournalException.about("cannot read the journal " + file, e);
    }
  }

  static @Nullable RunEvent first(Path file) {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      JournalReader reader = new JournalReader(file, input, Files.size(file));
      reader.readHeader();
      byte[] prefix = reader.next(Frames.PREFIX_BYTES);
      byte[] entry = reader.next(Frames.lengthIn(prefix));
      return Frames.whole(prefix, entry) ? reader.decode(entry) : null;
    } catch (IOException e) {
      throw JournalException.about("cannot read the journal " + file, e);
    }
  }

  private void readHeader() throws IOException {
    byte[] header = next(Frames.HEADER.length);
    if (!Arrays.equals(header, Frames.HEADER)) {
      throw new JournalException(
          file + " is not a journal of this version of Spate: it begins with other bytes", null);
    }
    offset = header.length;
  }

  private JournalEnd readAll(Consumer<RunEvent> reader) throws IOException {
    readHeader();
    while (true) {
      byte[] prefix = next(Frames.PREFIX_BYTES);
      if (prefix.length == 0) {
        return new JournalEnd(events, offset, 0);
      }
      byte[] entry = next(Frames.lengthIn(prefix));
      if (!Frames.whole(prefix, entry)) {
        return cut(prefix, entry);
      }
      reader.accept(decode(entry));
      events++;
      offset += prefix.length + entry.length;
    }
  }

  private JournalEnd cut(byte[] prefix, byte[] entry) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(prefix);
    rest.write(entry);
    rest.write(next(Frames.PREFIX_BYTES + Frames.MAX_ENTRY_BYTES));
    if (left > 0 || Frames.followsIn(rest.toByteArray())) {
      throw JournalException.damage(
          "the journal %s is damaged at offset %d, after %d events: what is there is not what was written"
              .formatted(file, offset, events),
          null);
    }
    return new JournalEnd(events, offset, rest.size());
  }

  private byte[] next(int most) throws IOException {
    byte[] bytes = input.readNBytes((int) Math.min(most, left));
    left -= bytes.length;
    return bytes;
  }

  private RunEvent decode(byte[] entry) {
    try {
      return JournalCodec.decode(entry);
    } catch (IllegalArgumentException e) {
      throw JournalException.damage(
          "the journal %s has an event that cannot be read at offset %d: %s"
              .formatted(file, offset, e.getMessage()),
          e);
    }
  }
}
