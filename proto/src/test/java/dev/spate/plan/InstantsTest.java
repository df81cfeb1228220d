package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstantsTest {
  private static final long LONGEST_NS = Phase.MOST_NS;

  @Test
  void areWhatWasPacked() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int bits = 1 + random.nextInt(40);
      long[] ascending =
          random.longs(1 + random.nextInt(100), 0, 1L << bits).sorted().distinct().toArray();
      Instants instants = Instants.of(ascending);
      byte[] packed = instants.packed();

      assertThat(packed).hasSize(instants.packedBytes());
      assertThat(Instants.unpacked(packed)).isEqualTo(instants).hasSameHashCodeAs(instants);
      assertThat(LongStream.range(0, instants.total()).map(instants::dueNs).toArray())
          .isEqualTo(ascending);
    }
  }

  @Test
  void arePackedAsProtobufPacksNumbers() {
    assertThat(Instants.of(0, 1, 128, 428).packed())
        .isEqualTo(new byte[] {0, 1, 127, (byte) 0xAC, 2});
    assertThat(Instants.of(LONGEST_NS - 1).packedBytes()).isEqualTo(8);
  }

  @Test
  void countsThoseBeforeAnInstant() {
    Instants instants = Instants.of(0, 5, 9);
    assertThat(LongStream.of(-1, 0, 1, 5, 6, 9, 10).map(instants::arrivalsBefore).toArray())
        .containsExactly(0, 0, 1, 1, 2, 2, 3);
    assertThat(instants.before(9)).isEqualTo(Instants.of(0, 5));
  }

  @Test
  void areInOrderAndWithinAPhase() {
    for (long[] wrong :
        List.of(
            new long[] {},
            new long[] {-1},
            new long[] {1, 1},
            new long[] {2, 1},
            new long[] {LONGEST_NS})) {
      assertThatIllegalArgumentException().isThrownBy(() -> Instants.of(wrong));
    }
  }

  @Test
  void areNoMoreThanAMegabyte() {
    long[] most = LongStream.range(0, Instants.MAX_BYTES).toArray();
    assertThat(Instants.of(most).packedBytes()).isEqualTo(Instants.MAX_BYTES);
    most[most.length - 1] += 127;
    assertThatIllegalArgumentException().isThrownBy(() -> Instants.of(most));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Instants.unpacked(new byte[Instants.MAX_BYTES + 1]));
  }

  /// Cut within a number, of more bits than any, beyond the longest phase, one twice, and none.
  @ParameterizedTest
  @ValueSource(strings = {"80", "ffffffffffffffff01", "ffffffffffffff7f", "0500", ""})
  void areNotReadFromOtherBytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatIllegalArgumentException().isThrownBy(() -> Instants.unpacked(bytes));
  }

  @Test
  void lieWithinTheirPhase() {
    ReplayLoad load = new ReplayLoad(Instants.of(0, 1_000_000));
    assertThat(phase(load, 1_000_001).load()).isEqualTo(load);
    assertThatIllegalArgumentException().isThrownBy(() -> phase(load, 1_000_000));
  }

  private static Phase phase(Load load, long durationNs) {
    return new Phase("again", durationNs, load, false, 1, Phase.OnLimit.WAIT);
  }
}
