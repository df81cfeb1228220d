package dev.spate.worker;

import dev.spate.control.IntervalBytesCodec;
import dev.spate.measure.Interval;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All interval reports of a run, in order, until the run is closed: a coordinator that comes back
/// with nothing asks for them from the first on. In memory up to a bound, past it in a file that
/// goes with the process, however that ends. Acknowledgement is cumulative.
final class ReportSpool implements AutoCloseable {
  /// Of encoded reports in memory: some hours of a plan with ten requests.
  static final long MAX_MEMORY_BYTES = 32L << 20;

  /// Of encoded reports in the file.
  static final long MAX_FILE_BYTES = 1L << 30;

  /// So many are handed out at a time.
  static final int MAX_AGAIN = 64;

  /// @param bytes null where the report is in the file
  private record Kept(@Nullable ByteBuffer bytes, long offset, int length) {}

  private final Path directory;
  private final long maxMemoryBytes;
  private final long maxFileBytes;
  private final List<Kept> reports = new ArrayList<>();
  private @Nullable FileChannel file;
  private long memoryBytes;
  private long fileBytes;
  private long acknowledged = -1;

  /// @param directory for the file
  ReportSpool(Path directory) {
    this(directory, MAX_MEMORY_BYTES, MAX_FILE_BYTES);
  }

  ReportSpool(Path directory, long maxMemoryBytes, long maxFileBytes) {
    this.directory = directory;
    this.maxMemoryBytes = maxMemoryBytes;
    this.maxFileBytes = maxFileBytes;
  }

  /// Keeps the next report; the first has number 0, and none is left out.
  ///
  /// @throws IOException where there is no room; says which
  void add(Interval interval) throws IOException {
    if (interval.sequence() != reports.size()) {
      throw new IllegalArgumentException(
          "report " + interval.sequence() + " after " + reports.size());
    }
    byte[] bytes = IntervalBytesCodec.of(interval);
    if (memoryBytes + bytes.length <= maxMemoryBytes) {
      memoryBytes += bytes.length;
      reports.add(new Kept(ByteBuffer.wrap(bytes), 0, bytes.length));
    } else {
      write(bytes);
      reports.add(new Kept(null, fileBytes - bytes.length, bytes.length));
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (fileBytes + bytes.length > maxFileBytes) {
      throw new IOException(
          "the interval reports of this run take more than the %d MiB in memory and %d MiB on disk"
                  .formatted(maxMemoryBytes >> 20, maxFileBytes >> 20)
              + " that a worker keeps");
    }
    try {
      if (file == null) {
        file = open();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer, fileBytes + buffer.position());
      }
    } catch (IOException e) {
      throw new IOException(
          "interval reports cannot be kept in " + directory + ": " + e.getMessage(), e);
    }
    fileBytes += bytes.length;
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        Files.createTempFile(directory, "spate-reports-", ".bin"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /// The coordinator has everything up to and with this sequence number.
  void onAcknowledged(long upToSequence) {
    acknowledged = Math.max(acknowledged, Math.min(upToSequence, reports.size() - 1L));
  }

  /// Another coordinator has only this much.
  ///
  /// @param upToSequence −1 for nothing
  void restart(long upToSequence) {
    acknowledged = Math.clamp(upToSequence, -1, reports.size() - 1L);
  }

  /// The sequence number of the oldest that is not acknowledged, or −1.
  long oldestSequence() {
    return acknowledged + 1 < reports.size() ? acknowledged + 1 : -1;
  }

  /// The oldest ones that are not acknowledged, at most [#MAX_AGAIN], to be sent again.
  ///
  /// @throws IOException where the file cannot be read
  List<Interval> oldest() throws IOException {
    List<Interval> oldest = new ArrayList<>();
    int from = Math.toIntExact(acknowledged + 1);
    for (Kept kept : reports.subList(from, Math.min(reports.size(), from + MAX_AGAIN))) {
      oldest.add(IntervalBytesCodec.toInterval(bytesOf(kept)));
    }
    return oldest;
  }

  private byte[] bytesOf(Kept kept) throws IOException {
    if (kept.bytes() != null) {
      return kept.bytes().array();
    }
    if (file == null) {
      throw new IOException("the file of interval reports is closed");
    }
    ByteBuffer buffer = ByteBuffer.allocate(kept.length());
    while (buffer.hasRemaining()) {
      if (file.read(buffer, kept.offset() + buffer.position()) < 0) {
        throw new IOException("the file of interval reports in " + directory + " was cut short");
      }
    }
    return buffer.array();
  }

  /// How much is in the file.
  long fileBytes() {
    return fileBytes;
  }

  /// Forgets everything and deletes the file.
  @Override
  public void close() throws IOException {
    reports.clear();
    acknowledged = -1;
    if (file != null) {
      file.close();
    }
  }
}
