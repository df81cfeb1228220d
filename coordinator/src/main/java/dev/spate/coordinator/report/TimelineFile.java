package dev.spate.coordinator.report;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The timeline of a run on disk, a row a line, while its other formats are written. It is gone
/// when it is closed.
final class TimelineFile implements SlotListener, ReportJson.Timeline, AutoCloseable {
  private final Path place;
  private final BufferedWriter out;

  TimelineFile(Path place) throws IOException {
    this.place = place;
    this.out = Files.newBufferedWriter(place);
  }

  @Override
  public void onSlotClosed(SlotRow row) {
    try {
      out.write(ReportJson.row(row));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void forEach(Consumer<SlotRow> reader) {
    try {
      out.flush();
      try (BufferedReader in = Files.newBufferedReader(place)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          reader.accept(ReportJson.readRow(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(place);
    }
  }
}
