package dev.spate.coordinator.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is there whole or not at all: written beside its place and moved there when it is
/// complete. Closed before that, it leaves nothing.
final class AtomicFile implements AutoCloseable {
  private final Path place;
  private final Path draft;
  private final OutputStream out;
  private boolean complete;

  AtomicFile(Path place) throws IOException {
    this.place = place;
    this.draft = place.resolveSibling("." + place.getFileName() + ".draft");
    this.out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16);
  }

  OutputStream out() {
    return out;
  }

  /// The file is complete.
  void commit() throws IOException {
    out.close();
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    complete = true;
  }

  @Override
  public void close() throws IOException {
    if (!complete) {
      try (out) {
        Files.deleteIfExists(draft);
      }
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
