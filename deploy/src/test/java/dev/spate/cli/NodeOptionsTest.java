package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NodeOptionsTest {
  @Test
  void advertisesTheAddressOfThisMachine() {
    assertThat(NodeOptions.reachable(InetAddress.ofLiteral("10.0.0.5"))).isEqualTo("10.0.0.5");
  }

  @Test
  void advertisesNoAddressThatOnlyThisMachineReaches() {
    assertThatThrownBy(() -> NodeOptions.reachable(InetAddress.ofLiteral("127.0.1.1")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("stands for 127.0.1.1");
  }
}
