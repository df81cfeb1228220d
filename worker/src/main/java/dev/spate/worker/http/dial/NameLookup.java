package dev.spate.worker.http.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a name. May block for as long as it likes: whoever has a deadline asks on
/// another thread.
@FunctionalInterface
public interface NameLookup {
  /// @return at least one, in the order of the answer
  /// @throws UnknownHostException where there is none, or nobody to ask
  List<InetAddress> lookUp(String host) throws UnknownHostException;
}
