package dev.spate.soak;

import dev.spate.compare.ProcFiles;
import dev.spate.compare.Processes;
import dev.spate.compare.Processors;
import dev.spate.swarm.CoordinatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A coordinator and three workers, each a process, and what is done to them. One worker stays for
/// the whole run, so that its memory can be judged. For one thread.
final class SoakCluster {
  private static final long PATIENCE_SECONDS = 90;
  private static final long FREEZE_SECONDS = 12;
  private static final int OTHERS = 2;

  private final Processes processes;
  private final Processors processors;
  private final Path program;
  private final List<Watched> watched = new CopyOnWriteArrayList<>();
  private final Deque<Watched> others = new ArrayDeque<>();
  private CoordinatorProcess coordinator;
  private int workers;

  /// A process, and its memory so far.
  private record Watched(Processes.Service service, long startNs, MemoryLog memory) {}

  SoakCluster(Processes processes, Processors processors, Path program)
      throws IOException, InterruptedException {
    this.processes = processes;
    this.processors = processors;
    this.program = program;
    this.coordinator = CoordinatorProcess.start(processes, processors.everywhere(), program);
    watch("coordinator", coordinator.service());
    startWorker(); // who stays
    for (int i = 0; i < OTHERS; i++) {
      others.add(startWorker());
    }
  }

  CoordinatorProcess coordinator() {
    return coordinator;
  }

  private Watched watch(String name, Processes.Service service) {
    Watched one = new Watched(service, System.nanoTime(), new MemoryLog(name));
    watched.add(one);
    return one;
  }

  /// Under a name that none had: an id has one part in a run.
  private Watched startWorker() throws IOException, InterruptedException {
    String id = "worker-" + ++workers;
    Processes.Service service =
        processes.start(
            id,
            processors.everywhere(),
            Map.of(),
            program.toString(),
            "worker",
            "--join",
            "127.0.0.1:" + coordinator.clusterPort(),
            "--port",
            "0",
            "--loops",
            "1",
            "--id",
            id);
    service.await("ready", PATIENCE_SECONDS);
    return watch(id, service);
  }

  void inflict(Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case KILL_WORKER -> {
        others.remove().service().process().destroyForcibly();
        others.add(startWorker());
      }
      case FREEZE_WORKER -> {
        // It was given up: its part is over when it has handed over what it did.
        Watched frozen = others.remove();
        freeze(frozen.service().pid());
        others.add(startWorker());
        frozen.service().process().destroy();
      }
      case LEAVE -> {
        Process leaver = others.remove().service().process();
        leaver.destroy();
        others.add(startWorker());
        requireLeft(leaver);
      }
      case KILL_COORDINATOR -> {
        coordinator.service().process().destroyForcibly().waitFor();
        coordinator = coordinator.again(processes, processors.everywhere(), program);
        watch("coordinator", coordinator.service());
      }
    }
  }

  private static void freeze(long pid) throws IOException, InterruptedException {
    signal(pid, "STOP");
    try {
      for (int second = 0; second < FREEZE_SECONDS; second++) {
        TimeUnit.SECONDS.sleep(1);
      }
    } finally {
      signal(pid, "CONT");
    }
  }

  private static void signal(long pid, String name) throws IOException, InterruptedException {
    if (new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor() != 0) {
      throw new IOException("no SIG" + name + " to " + pid);
    }
  }

  private static void requireLeft(Process leaver) throws IOException, InterruptedException {
    if (!leaver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || leaver.exitValue() != 0) {
      throw new IOException(
          "a worker that was asked to leave "
              + (leaver.isAlive() ? "is still there" : "ended with " + leaver.exitValue()));
    }
  }

  /// Notes the memory of every process that is there.
  void sample() {
    for (Watched one : watched) {
      if (one.service().process().isAlive()) {
        try {
          double second = (System.nanoTime() - one.startNs()) / 1e9;
          one.memory().add(second, ProcFiles.anonymousMegabytes(one.service().pid()));
        } catch (IOException _) {
          // between the question and the answer
        }
      }
    }
  }

  /// Of all processes that there were.
  List<MemoryLog> memory() {
    return watched.stream().map(Watched::memory).toList();
  }
}
