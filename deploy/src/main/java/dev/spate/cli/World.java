package dev.spate.cli;

import dev.spate.node.LocalCluster;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// Everything outside that a command touches, so that a whole command line can be tested on a fake
/// one.
///
/// @param in standard input
/// @param out for results
/// @param err for progress, logs and complaints
/// @param environment variables
/// @param directory that relative paths start from
/// @param columns the width of the terminal that `err` is; 0 where it is none
/// @param outIsTerminal whether `out` is one
/// @param signals Ctrl-C and its like
/// @param nodes starts what runs on this machine
public record World(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    int columns,
    boolean outIsTerminal,
    Signals signals,
    LocalCluster.Starter nodes) {
  public World {
    environment = Map.copyOf(environment);
  }

  /// The same with another way to start nodes.
  World withNodes(LocalCluster.Starter other) {
    return new World(in, out, err, environment, directory, columns, outIsTerminal, signals, other);
  }

  boolean terminal() {
    return columns > 0;
  }

  /// A path as the user meant it.
  Path path(String text) {
    return directory.resolve(text).normalize();
  }
}
