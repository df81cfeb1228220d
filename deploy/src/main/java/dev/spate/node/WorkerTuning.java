package dev.spate.node;

import dev.spate.worker.WorkerSettings;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.http.io.Transport;
import java.util.List;

/// How a worker uses its machine, in the words of the command line.
///
/// @param transport `auto`, `io_uring`, `epoll` or `nio`
/// @param idle `auto`, `sleep`, `hybrid` or `spin`
/// @param rehearsal `on` or `off`
public record WorkerTuning(String transport, String idle, String rehearsal) {
  private static final String ON = "on";
  private static final String OFF = "off";

  /// What suits the machine.
  public static final WorkerTuning AUTO = new WorkerTuning(Transport.AUTO, Idle.AUTO, ON);

  /// @throws IllegalArgumentException for a word that is none of those, and a transport that this
  ///   machine has not got
  public void check() {
    var _ = transports();
    var _ = idleOf(1);
    var _ = rehearses();
  }

  List<Transport> transports() {
    return Transport.named(transport);
  }

  /// @param loops of all workers that share the machine's processors
  Idle idleOf(int loops) {
    return Idle.named(idle, Runtime.getRuntime().availableProcessors(), loops);
  }

  boolean rehearses() {
    return switch (rehearsal) {
      case ON -> true;
      case OFF -> false;
      default ->
          throw new IllegalArgumentException("a rehearsal is on or off, not \"" + rehearsal + "\"");
    };
  }

  /// The options of a worker process, of which there are so many on this machine, each with the
  /// usual number of loops.
  List<String> optionsOf(int workers) {
    Idle together = idleOf(workers * WorkerSettings.defaultLoops());
    return List.of("--transport", transport, "--idle", together.id(), "--rehearsal", rehearsal);
  }
}
