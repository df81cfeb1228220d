package dev.spate.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Closes a stream on which nothing has come for too long: the other machine may have lost its
/// power, and then nobody says that the connection is gone.
final class SilenceWatch implements AutoCloseable {
  private final InputStream stream;
  private final Duration limit;
  private final Thread watcher;
  private volatile long heardNs = System.nanoTime();
  private volatile boolean expired;

  SilenceWatch(InputStream stream, Duration limit) {
    this.stream = stream;
    this.limit = limit;
    this.watcher = Thread.ofVirtual().name("silence watch").start(this::watch);
  }

  /// Something has come.
  void onSign() {
    heardNs = System.nanoTime();
  }

  /// What to say of a stream that could not be read any further.
  IOException explained(IOException failure) {
    return expired
        ? new IOException("it has said nothing for " + limit.toSeconds() + " s", failure)
        : failure;
  }

  private void watch() {
    try {
      for (long leftNs = leftNs(); leftNs > 0; leftNs = leftNs()) {
        Thread.sleep(Duration.ofNanos(leftNs));
      }
      expired = true;
      stream.close();
    } catch (InterruptedException | IOException _) {
      // The stream is closed already, or about to be.
    }
  }

  private long leftNs() {
    return heardNs + limit.toNanos() - System.nanoTime();
  }

  /// Watches no longer; leaves the stream as it is.
  @Override
  public void close() {
    watcher.interrupt();
  }
}
