package dev.spate.worker.http.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
  @Test
  void isFoundByNameInAnyCase() {
    assertThat(Transport.named("nio")).containsExactly(Transport.NIO);
    assertThat(Transport.named("NIO")).containsExactly(Transport.NIO);
    assertThat(Transport.IO_URING.id()).isEqualTo("io_uring");
  }

  @Test
  void autoLeavesThoseThatAreThereToChooseFrom() {
    assertThat(Transport.named("Auto"))
        .isNotEmpty()
        .allMatch(Transport::available)
        .contains(Transport.usual());
  }

  @Test
  void nioIsNotComparedWhereThereIsEpoll() {
    assertThat(Transport.named("auto").contains(Transport.NIO))
        .isEqualTo(!Transport.EPOLL.available());
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsNotThereSaysWhy(Transport transport) {
    if (transport.available()) {
      assertThat(Transport.named(transport.id())).isEqualTo(List.of(transport));
    } else {
      assertThatThrownBy(() -> Transport.named(transport.id()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(transport.obstacle());
    }
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Transport.named("kqueue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a transport is auto or io_uring, epoll, nio, not 'kqueue'");
  }

  @ParameterizedTest
  @CsvSource({"1, 256", "128, 256", "129, 512", "10000, 32768", "2147483647, 32768"})
  void aRingHoldsTwoEntriesForEachConnection(int connections, int entries) {
    assertThat(Uring.entries(connections)).isEqualTo(entries);
  }

  private static String explain(String message, String disabled) {
    Exception cause = new RuntimeException("outer", new java.io.IOException(message));
    return UringObstacle.explain(cause, disabled);
  }

  @Test
  void whoForbidsIoUringIsNamed() {
    String refused = "failed to create io_uring ring fd: Operation not permitted";
    assertThat(explain(refused, "2"))
        .isEqualTo("no io_uring: the kernel forbids it (sysctl kernel.io_uring_disabled = 2)");
    assertThat(explain(refused, "0")).contains("seccomp");
    assertThat(explain("failed to create io_uring ring fd: Function not implemented", ""))
        .contains("seccomp");
  }

  @Test
  void whatElseHindersIoUringIsSaidInOneLine() {
    assertThat(explain("you need at least kernel version 5.9\nmore", "0"))
        .isEqualTo("no io_uring: you need at least kernel version 5.9");
  }
}
