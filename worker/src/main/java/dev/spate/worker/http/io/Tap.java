package dev.spate.worker.http.io;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Sees what goes over connections, as the protocol has it: before encryption, after decryption.
/// For people who look for a fault; a run that measures has none. Called on the loop's thread.
public interface Tap {
  /// @param connection 1 for the first, 2 for the second
  /// @param remote whom it reached; null where the transport does not say
  void onConnected(int connection, @Nullable SocketAddress remote);

  /// @param bytes read-only, gone after the call
  void onSent(int connection, ByteBuffer bytes);

  /// @param bytes read-only, gone after the call
  void onReceived(int connection, ByteBuffer bytes);

  /// By whichever side.
  void onClosed(int connection);
}
