package dev.spate.cli;

import dev.spate.node.LocalCluster;
import dev.spate.node.LocalClusterSettings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A world that remembers what a command did to it.
final class FakeWorld implements Signals {
  final Map<String, String> environment = new HashMap<>();
  final List<LocalClusterSettings> clustersStarted = new ArrayList<>();
  final List<String> clustersEnded = new CopyOnWriteArrayList<>();
  final List<Integer> quits = new CopyOnWriteArrayList<>();
  int columns;
  private final Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private @Nullable FakeCoordinator coordinator;
  private volatile @Nullable Runnable handler;

  FakeWorld(Path directory) {
    this.directory = directory;
  }

  /// Commands that start nodes get this coordinator.
  FakeWorld with(FakeCoordinator fake) {
    coordinator = fake;
    return this;
  }

  int run(String... arguments) {
    return Spate.run(
        new World(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            directory,
            columns,
            false,
            this,
            this::start),
        arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// Presses Ctrl-C.
  void interrupt() {
    Runnable current = handler;
    if (current == null) {
      throw new IllegalStateException("nobody handles signals");
    }
    current.run();
  }

  private LocalCluster start(LocalClusterSettings settings) {
    FakeCoordinator fake = coordinator;
    if (fake == null) {
      throw new IllegalStateException("this test starts no nodes");
    }
    clustersStarted.add(settings);
    fake.writeInto(settings.results());
    return new LocalCluster() {
      @Override
      public URI api() {
        return fake.api();
      }

      @Override
      public void close() {
        clustersEnded.add("closed");
      }

      @Override
      public void kill() {
        clustersEnded.add("killed");
      }
    };
  }

  @Override
  public Registration handle(Runnable given) {
    handler = given;
    return () -> handler = null;
  }

  @Override
  public Registration handleTermination(Runnable given) {
    return handle(given);
  }

  @Override
  public void quit(int exitCode) {
    quits.add(exitCode);
  }
}
