package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void theMedianIsTheMiddleOneOrTheMeanOfTheMiddleTwo() {
    assertThat(new Samples(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Samples(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
  }

  @Test
  void ratiosAreTakenByPair() {
    Samples ours = new Samples(List.of(10.0, 40.0, 90.0));
    Samples theirs = new Samples(List.of(10.0, 20.0, 30.0));
    Samples ratios = ours.over(theirs);
    assertThat(ratios.values()).containsExactly(1.0, 2.0, 3.0);
    assertThat(ratios.least()).isEqualTo(1);
    assertThat(ratios.most()).isEqualTo(3);
  }

  @Test
  void refusesFiguresThatAreNone() {
    assertThatThrownBy(() -> new Samples(List.of())).hasMessageContaining("no figures");
    assertThatThrownBy(() -> new Samples(List.of(1.0, Double.NaN)))
        .hasMessageContaining("no figures");
    assertThatThrownBy(() -> Samples.of(1).over(new Samples(List.of(1.0, 2.0))))
        .hasMessageContaining("pairs");
  }
}
