package dev.spate.coordinator.history;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of a run in a file, `journal.pb`: a header and one checked frame an event
/// (`journal.proto` has the bytes). For one thread at a time.
///
/// An event is with the operating system when [#append(RunEvent)] returns: it survives the end of
/// this process, however sudden. [#flush()] and [#close()] wait until all of it is on the disk, so
/// that it also survives the end of the machine. A crash in mid-write leaves a torn last frame,
/// which a reader cuts.
public final class Journal implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private boolean broken;

  /// On a channel that is open for writing.
  Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// A new journal.
  ///
  /// @throws JournalException where the file exists or cannot be written
  public static Journal create(Path file) {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw JournalException.about("cannot create the journal " + file, e);
    }
    Journal journal = new Journal(file, channel);
    try {
      journal.write(ByteBuffer.wrap(Frames.HEADER));
      return journal;
    } catch (JournalException e) {
      journal.close();
      throw e;
    }
  }

  /// Goes on with a journal that another process began, in a copy that takes its place. The other
  /// process may still be there: one that was frozen, or cut off, and has not yet heard that
  /// another has taken over. What it still writes gets into the file that had the name before, and
  /// to nobody.
  ///
  /// @param end where reading it ended: what follows the last whole event is cut off
  /// @throws JournalException where it cannot be written
  public static Journal reopen(Path file, JournalEnd end) {
    Path copy = file.resolveSibling(file.getFileName() + ".copy");
    try {
      FileChannel channel =
          FileChannel.open(
              copy,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      try {
        copy(file, end.wholeBytes(), channel);
        channel.force(true);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Journal(file, channel);
      } catch (IOException e) {
        channel.close();
        Files.deleteIfExists(copy);
        throw e;
      }
    } catch (IOException e) {
      throw JournalException.about("cannot go on with the journal " + file, e);
    }
  }

  private static void copy(Path file, long bytes, FileChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
      long copied = 0;
      while (copied < bytes) {
        long more = from.transferTo(copied, bytes - copied, to);
        if (more == 0) {
          throw new EOFException("it is shorter than it was when it was read");
        }
        copied += more;
      }
    }
  }

  /// Writes one event.
  ///
  /// @throws JournalException where it cannot be written, a full disk for example. The file may
  ///   then end in half a frame, so nothing is appended to it from then on: every further call
  ///   fails too, and what was appended before stays readable
  /// @throws IllegalArgumentException for an event of more than 16 MiB
  public void append(RunEvent event) {
    if (broken) {
      throw new JournalException("an earlier write to the journal " + file + " failed", null);
    }
    write(Frames.frame(JournalCodec.encode(event)));
  }

  /// Waits until all that was appended is on the disk.
  ///
  /// @throws JournalException where it does not get there
  public void flush() {
    try {
      channel.force(false);
    } catch (IOException e) {
      broken = true;
      throw JournalException.about("cannot flush the journal " + file, e);
    }
  }

  /// Flushes and closes; a second time does nothing.
  ///
  /// @throws JournalException where not all of it gets to the disk
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw JournalException.about("cannot close the journal " + file, e);
    }
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      broken = true;
      throw JournalException.about("cannot write the journal " + file, e);
    }
  }

  /// The first event of a journal; null where it has no whole event.
  ///
  /// @throws JournalException as [#read]
  public static @Nullable RunEvent first(Path file) {
    return JournalReader.first(file);
  }

  /// Reads a journal from its beginning. One that is still being written is read up to its last
  /// whole event.
  ///
  /// @param reader is given each event in order
  /// @return where it ended, and whether a torn frame was cut there
  /// @throws JournalException where it is no journal, of another version, or damaged before its end
  public static JournalEnd read(Path file, Consumer<RunEvent> reader) {
    return JournalReader.read(file, reader);
  }
}
