package dev.spate.coordinator.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is there whole or not at all: written beside its place and, when it is complete and
/// on the disk, moved there. Closed before that, it leaves nothing.
final class AtomicFile implements AutoCloseable {
  private final Path place;
  private final Path draft;
  private final FileChannel channel;
  private final OutputStream out;
  private boolean complete;

  AtomicFile(Path place) throws IOException {
    this.place = place;
    this.draft = place.resolveSibling("." + place.getFileName() + ".draft");
    this.channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  OutputStream out() {
    return out;
  }

  /// The file is complete.
  void commit() throws IOException {
    out.flush();
    channel.force(true);
    channel.close();
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    complete = true;
  }

  @Override
  public void close() throws IOException {
    if (!complete) {
      try (channel) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /// Text in UTF-8 for those who only know how to print; [#flush] says whether it was written.
  static PrintStream lines(OutputStream out) {
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  /// What a stream of lines keeps to itself.
  ///
  /// @throws IOException where not all that was printed could be written
  static void flush(PrintStream lines) throws IOException {
    if (lines.checkError()) {
      throw new IOException("not all of a file could be written: is the disk full?");
    }
  }

  /// Writes bytes to a stream.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes a whole file.
  static void write(Path place, Content content) throws IOException {
    try (AtomicFile file = new AtomicFile(place)) {
      content.writeTo(file.out());
      file.commit();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Likewise, in UTF-8.
  static void write(Path place, String text) throws IOException {
    write(
        place,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          writer.write(text);
          writer.flush();
        });
  }
}
