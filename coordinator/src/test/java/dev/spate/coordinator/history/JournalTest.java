package dev.spate.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final List<RunEvent> EVENTS = Events.ofARun();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("journal.pb");
  }

  @Test
  void givesBackEveryEventInOrder() {
    write(EVENTS);

    List<RunEvent> read = new ArrayList<>();
    JournalEnd end = Journal.read(file, read::add);

    assertThat(read).isEqualTo(EVENTS);
    assertThat(end).isEqualTo(new JournalEnd(EVENTS.size(), file.toFile().length(), 0));
    assertThat(end.torn()).isFalse();
  }

  @Test
  void everyKindOfEventIsTested() {
    Set<Class<?>> kinds = EVENTS.stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(kinds).isEqualTo(Set.of(RunEvent.class.getPermittedSubclasses()));
  }

  @Test
  void anEventIsReadableAsSoonAsItIsAppended() {
    try (Journal journal = Journal.create(file)) {
      for (int written = 1; written <= EVENTS.size(); written++) {
        journal.append(EVENTS.get(written - 1));
        assertThat(Journal.read(file, _ -> {}).events()).isEqualTo(written);
      }
      journal.flush();
    }
  }

  /// What is appended while a reader is at it comes too late for it, and does not disturb it.
  @Test
  void aReaderIsNotDisturbedByAWriter() {
    try (Journal journal = Journal.create(file)) {
      EVENTS.forEach(journal::append);

      List<RunEvent> read = new ArrayList<>();
      JournalEnd end =
          Journal.read(
              file,
              event -> {
                read.add(event);
                journal.append(event);
              });

      assertThat(read).isEqualTo(EVENTS);
      assertThat(end.torn()).isFalse();
      assertThat(Journal.read(file, _ -> {}).events()).isEqualTo(2L * EVENTS.size());
    }
  }

  @Test
  void aJournalWithoutEventsIsAJournal() {
    write(List.of());

    assertThat(Journal.read(file, _ -> {})).isEqualTo(new JournalEnd(0, Frames.HEADER.length, 0));
  }

  @Test
  void cutsATornTailWhereverTheWriteStopped() throws IOException {
    write(EVENTS.subList(0, EVENTS.size() - 1));
    long whole = Files.size(file);
    Files.delete(file);
    write(EVENTS);
    byte[] bytes = Files.readAllBytes(file);

    for (int length = (int) whole + 1; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      List<RunEvent> read = new ArrayList<>();
      JournalEnd end = Journal.read(file, read::add);

      assertThat(read).isEqualTo(EVENTS.subList(0, EVENTS.size() - 1));
      assertThat(end).isEqualTo(new JournalEnd(read.size(), whole, length - whole));
      assertThat(end.torn()).isTrue();
    }
  }

  /// A file system that had made the file longer, and not yet written what belongs there.
  @Test
  void cutsATailOfZeros() throws IOException {
    write(EVENTS);
    long whole = Files.size(file);
    Files.write(file, new byte[4_096], StandardOpenOption.APPEND);

    assertThat(Journal.read(file, _ -> {})).isEqualTo(new JournalEnd(EVENTS.size(), whole, 4_096));
  }

  @Test
  void namesTheOffsetOfADamagedFrame() throws IOException {
    write(EVENTS.subList(0, 2));
    long third = Files.size(file);
    Files.delete(file);
    write(EVENTS);
    byte[] bytes = Files.readAllBytes(file);
    int length = ByteBuffer.wrap(bytes).getInt((int) third);

    for (int at = (int) third; at < third + Frames.PREFIX_BYTES + length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      List<RunEvent> read = new ArrayList<>();

      assertThatThrownBy(() -> Journal.read(file, read::add))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("damaged at offset " + third + ", after 2 events");
      assertThat(read).isEqualTo(EVENTS.subList(0, 2));
    }
  }

  @Test
  void namesTheOffsetOfAnEventThatIsNone() throws IOException {
    write(EVENTS.subList(0, 1));
    long offset = Files.size(file);
    Files.write(file, bytesOf(Frames.frame(new byte[] {0x7a, 0})), StandardOpenOption.APPEND);

    assertThatThrownBy(() -> Journal.read(file, _ -> {}))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("offset " + offset)
        .hasMessageContaining("no known kind");
  }

  @Test
  void survivesHostileBytes() throws IOException {
    write(EVENTS);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(20_261_122);
    for (int round = 0; round < 500; round++) {
      byte[] mutated = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 2));
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(file, mutated);
      List<RunEvent> read = new ArrayList<>();
      try {
        Journal.read(file, read::add);
      } catch (JournalException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
      assertThat(read).as("round %d", round).isEqualTo(EVENTS.subList(0, read.size()));
    }
  }

  @Test
  void refusesWhatIsNoJournal() throws IOException {
    Files.writeString(file, "name: shop");

    assertThatThrownBy(() -> Journal.read(file, _ -> {}))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("not a journal");
    assertThatThrownBy(() -> Journal.read(directory.resolve("absent"), _ -> {}))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void neverOverwritesAJournal() {
    write(EVENTS);

    assertThatThrownBy(() -> Journal.create(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString());
    assertThat(Journal.read(file, _ -> {}).events()).isEqualTo(EVENTS.size());
  }

  /// Wherever its writer died.
  @Test
  void isGoneOnWithBehindItsLastWholeEvent() throws IOException {
    write(EVENTS.subList(0, 3));
    byte[] bytes = Files.readAllBytes(file);

    for (int length = Frames.HEADER.length; length <= bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      List<RunEvent> expected = new ArrayList<>();
      JournalEnd end = Journal.read(file, expected::add);
      try (Journal journal = Journal.reopen(file, end)) {
        journal.append(EVENTS.getLast());
      }
      expected.add(EVENTS.getLast());

      List<RunEvent> read = new ArrayList<>();
      assertThat(Journal.read(file, read::add).torn()).isFalse();
      assertThat(read).isEqualTo(expected);
    }
  }

  /// A coordinator that was frozen while another took over, and writes when it wakes up.
  @Test
  void aWriterThatWasReplacedWritesToNobody() {
    List<RunEvent> before = EVENTS.subList(0, 2);
    try (Journal replaced = Journal.create(file)) {
      before.forEach(replaced::append);
      try (Journal journal = Journal.reopen(file, Journal.read(file, _ -> {}))) {
        replaced.append(EVENTS.get(2));
        journal.append(EVENTS.get(3));
        replaced.append(EVENTS.get(4));
        journal.append(EVENTS.get(5));
      }
    }

    List<RunEvent> read = new ArrayList<>();
    assertThat(Journal.read(file, read::add).torn()).isFalse();
    assertThat(read).containsExactly(EVENTS.get(0), EVENTS.get(1), EVENTS.get(3), EVENTS.get(5));
    assertThat(directory.toFile().list()).containsExactly("journal.pb");
  }

  @Test
  void tellsItsFirstEventWithoutTheOthers() throws IOException {
    write(EVENTS);
    assertThat(Journal.first(file)).isEqualTo(EVENTS.getFirst());
    Files.write(file, Frames.HEADER);
    assertThat(Journal.first(file)).isNull();
  }

  @Test
  void aFullDiskIsAnErrorOfItsOwnAndTheLastWrite() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("Linux has a device that is always full").exists();
    Journal journal = new Journal(full, FileChannel.open(full, StandardOpenOption.WRITE));

    assertThatThrownBy(() -> journal.append(EVENTS.getFirst()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("/dev/full")
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> journal.append(EVENTS.getFirst()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("an earlier write");
  }

  @Test
  void aClosedJournalTakesNothingMore() {
    Journal journal = Journal.create(file);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.append(EVENTS.getFirst()))
        .isInstanceOf(JournalException.class);
  }

  @Test
  void refusesAnEventThatNoReaderWouldTake() {
    assertThatThrownBy(() -> Frames.frame(new byte[Frames.MAX_ENTRY_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16777216");
    assertThatThrownBy(() -> Frames.frame(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void write(List<RunEvent> events) {
    try (Journal journal = Journal.create(file)) {
      events.forEach(journal::append);
    }
  }

  private static byte[] bytesOf(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }
}
