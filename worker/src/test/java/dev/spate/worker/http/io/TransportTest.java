package dev.spate.worker.http.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TransportTest {
  @Test
  void isFoundByNameInAnyCase() {
    assertThat(Transport.named("nio")).isEqualTo(Transport.NIO);
    assertThat(Transport.named("NIO")).isEqualTo(Transport.NIO);
    assertThat(Transport.named("auto")).isEqualTo(Transport.detect());
    assertThat(Transport.detect().available()).isTrue();
    assertThat(Transport.EPOLL.id()).isEqualTo("epoll");
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Transport.named("kqueue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a transport is auto, epoll or nio, not 'kqueue'");
  }
}
