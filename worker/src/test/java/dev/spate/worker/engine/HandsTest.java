package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Lanes;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HandsTest {
  @Test
  void eachLaneHasOneLoopAndTheLoopsAreEven() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<Lanes> parts = lanes(random).split(1 + random.nextInt(5));
      for (int deal = 0; deal < 4; deal++) {
        Lanes lanes = lanes(random);

        parts = Hands.dealt(parts, lanes);

        int[] all = parts.stream().flatMapToInt(HandsTest::numbers).sorted().toArray();
        assertThat(all).as("seed %d", seed).isEqualTo(numbers(lanes).toArray());
        int[] sizes = parts.stream().mapToInt(Lanes::size).sorted().toArray();
        assertThat(sizes[sizes.length - 1] - sizes[0]).as("seed %d", seed).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void nothingMovesWhereNothingHasTo() {
    List<Lanes> parts = Lanes.all(64).split(3);

    assertThat(Hands.dealt(parts, Lanes.all(64))).isEqualTo(parts);
  }

  @Test
  void whatComesGoesToWhoHasLeast() {
    List<Lanes> parts = List.of(Lanes.of(8, 0, 2, 4), Lanes.of(8), Lanes.of(8, 6));

    assertThat(Hands.dealt(parts, Lanes.of(8, 0, 2, 6, 7)))
        .containsExactly(Lanes.of(8, 0, 2), Lanes.of(8, 7), Lanes.of(8, 6));
  }

  private static Lanes lanes(Random random) {
    return Lanes.of(24, IntStream.range(0, 24).filter(_ -> random.nextInt(3) > 0).toArray());
  }

  private static IntStream numbers(Lanes lanes) {
    return IntStream.range(0, lanes.size()).map(lanes::lane);
  }
}
