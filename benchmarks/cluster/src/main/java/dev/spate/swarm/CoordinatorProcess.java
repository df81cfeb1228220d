package dev.spate.swarm;

import dev.spate.compare.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A coordinator's process that is ready.
///
/// @param api of it
/// @param clusterPort where other nodes join it, on 127.0.0.1
public record CoordinatorProcess(Processes.Service service, URI api, int clusterPort) {
  private static final Pattern READY =
      Pattern.compile("ready api=(http://\\S+) cluster=127\\.0\\.0\\.1:(\\d+)");
  private static final long PATIENCE_SECONDS = 90;

  /// Starts one on any free ports.
  ///
  /// @param processors a list for `taskset`
  public static CoordinatorProcess start(Processes processes, String processors, Path program)
      throws IOException, InterruptedException {
    return start(processes, processors, program, 0, 0);
  }

  /// Starts one in the place of another that is gone, on its directory.
  public CoordinatorProcess again(Processes processes, String processors, Path program)
      throws IOException, InterruptedException {
    return start(processes, processors, program, api.getPort(), clusterPort);
  }

  private static CoordinatorProcess start(
      Processes processes, String processors, Path program, int port, int clusterPort)
      throws IOException, InterruptedException {
    Processes.Service service =
        processes.start(
            "coordinator",
            processors,
            Map.of(),
            program.toString(),
            "coordinator",
            "--port",
            Integer.toString(port),
            "--cluster-port",
            Integer.toString(clusterPort),
            "--data",
            data(processes).toString());
    service.await("ready api=", PATIENCE_SECONDS);
    Matcher ready = READY.matcher(service.printed());
    if (!ready.find()) {
      throw new IOException("no ports in: " + service.printed());
    }
    return new CoordinatorProcess(
        service, URI.create(ready.group(1)), Integer.parseInt(ready.group(2)));
  }

  /// Where its runs are.
  public static Path data(Processes processes) {
    return processes.directory().resolve("data");
  }
}
