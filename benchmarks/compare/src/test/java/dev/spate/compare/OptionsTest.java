package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void measuresFiveRoundsOfTenSecondsUnlessToldOtherwise() {
    Options options = Options.parse();
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.seconds()).isEqualTo(10);
    assertThat(options.wants("anything")).isTrue();
    assertThat(options.debug()).isFalse();
  }

  @Test
  void readsEveryOption() {
    Options options =
        Options.parse(
            "--program",
            "/opt/spate",
            "--before",
            "/old/spate",
            "--rounds",
            "7",
            "--seconds",
            "3",
            "--only",
            "http1,rest",
            "--json",
            "out.json",
            "--debug",
            "--markdown");
    assertThat(options.program()).isEqualTo(Path.of("/opt/spate"));
    assertThat(options.before()).contains(Path.of("/old/spate"));
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.seconds()).isEqualTo(3);
    assertThat(options.json()).contains(Path.of("out.json"));
    assertThat(options.markdown()).isTrue();
    assertThat(options.debug()).isTrue();
    assertThat(options.wants("http1-epoll")).isTrue();
    assertThat(options.wants("http2-clear")).isFalse();
  }

  @Test
  void aSmokeTestIsShortWhereverItIsAskedFor() {
    Options options = Options.parse("--json", "x", "--smoke");
    assertThat(options.smoke()).isTrue();
    assertThat(options.rounds()).isEqualTo(1);
    assertThat(options.seconds()).isEqualTo(2);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse("--round", "5")).hasMessageContaining("--round");
    assertThatThrownBy(() -> Options.parse("--rounds")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> Options.parse("--rounds", "0")).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Options.parse("--rounds", "many"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
