package dev.spate.node;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.artery.ArteryTransport;
import org.apache.pekko.remote.artery.EnvelopeBufferPool;

/// What an actor system's remoting keeps outside the heap: buffers of the largest message's size,
/// for the next messages. Pekko leaves them to the garbage collector when the system ends, which in
/// a worker may not look at what is old for hours, while the worker outlives one membership of the
/// cluster after the other. They are freed at once.
final class RemotingBuffers {
  private final EnvelopeBufferPool pool;
  private final int most;

  private RemotingBuffers(EnvelopeBufferPool pool, int most) {
    this.pool = pool;
    this.most = most;
  }

  /// Sees to it that those of this system end with it.
  static void endWith(ActorSystem<?> system) {
    ExtendedActorSystem classic = (ExtendedActorSystem) Adapter.toClassic(system);
    if (classic.provider() instanceof RemoteActorRefProvider provider
        && provider.transport() instanceof ArteryTransport transport) {
      RemotingBuffers buffers =
          new RemotingBuffers(
              transport.envelopeBufferPool(), transport.settings().Advanced().BufferPoolSize());
      system.getWhenTerminated().thenRun(buffers::free);
    }
  }

  /// For when nobody sends any more: a buffer that is still in use is not in the pool, and is left
  /// to the collector.
  private void free() {
    for (int i = 0; i < most; i++) {
      pool.acquire().tryCleanDirectByteBuffer(); // a new one, where there is none left
    }
  }
}
