package dev.spate.worker.http.dial;

import java.math.BigInteger;
import java.net.InetAddress;

/// A range of addresses that share their first bits, as CIDR writes it: `10.0.0.0/8`, `fc00::/7`.
///
/// @param network any address of the range
/// @param bits how many bits its addresses share, 0 to 32 or 128
record AddressRange(InetAddress network, int bits) {
  /// @throws IllegalArgumentException for a number of bits that such an address has not got
  AddressRange {
    if (bits < 0 || bits > width(network)) {
      throw new IllegalArgumentException(
          "a range of " + network.getHostAddress() + " shares 0 to " + width(network) + " bits");
    }
  }

  /// Reads `address/bits`, or one address alone.
  ///
  /// @throws IllegalArgumentException for anything else
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    return new AddressRange(
        network, slash < 0 ? width(network) : Integer.parseInt(text.substring(slash + 1)));
  }

  boolean contains(InetAddress address) {
    return width(address) == width(network) && prefix(address).equals(prefix(network));
  }

  private BigInteger prefix(InetAddress address) {
    return new BigInteger(1, address.getAddress()).shiftRight(width(address) - bits);
  }

  private static int width(InetAddress address) {
    return 8 * address.getAddress().length;
  }
}
