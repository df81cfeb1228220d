package dev.spate.cli;

import dev.spate.target.Answer;
import dev.spate.target.Stalls;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spate target`.
@Command(
    name = "target",
    header = "A target for trying things.",
    abbreviateSynopsis = true,
    description = {
      "",
      "An HTTP/1.1 server that does what it is told, when it is told to. A URL can ask",
      "for its own answer: /delay/20ms, /status/503, /size/10000, or",
      "?delay=20ms&status=503&size=10000&chunked=true. It counts what it served:",
      "GET /_spate/counts, and on standard output when it is stopped.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  spate target --port 8080 --delay 5ms --stall 1s --stall-every 20s"
    })
final class TargetCommand extends SpateCommand {
  @Option(
      names = "--bind",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String bind = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "How long it works on a request.")
  private Duration delay = Duration.ZERO;

  @Option(
      names = "--serial",
      description = "One request at a time: a queue before a server of fixed service time.")
  private boolean serial;

  @Option(
      names = "--status",
      paramLabel = "CODE",
      defaultValue = "200",
      description = "The status of answers (default: ${DEFAULT-VALUE}).")
  private int status;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "2",
      description = "The size of bodies (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--chunked", description = "Bodies in chunks, without a length.")
  private boolean chunked;

  @Option(
      names = "--server-timing",
      paramLabel = "TEXT",
      description = "A Server-Timing header, such as 'db;dur=5.3'.")
  private String serverTiming = "";

  @Option(
      names = "--error-rate",
      paramLabel = "PART",
      defaultValue = "0%",
      converter = PercentConverter.class,
      description = "The part of the requests that fail, such as 1%%.")
  private double errorRate;

  @Option(
      names = "--error-status",
      paramLabel = "CODE",
      defaultValue = "500",
      description = "How they fail (default: ${DEFAULT-VALUE}).")
  private int errorStatus;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which requests fail.")
  private long seed;

  @Option(
      names = "--stall",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "Stops answering everything, accepting too, for this time.")
  private Duration stall = Duration.ZERO;

  @Option(
      names = "--stall-every",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "From the beginning of one stall to that of the next.")
  private Duration stallEvery = Duration.ZERO;

  @Option(
      names = "--stall-at",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "When the first stall begins (default: --stall-every).")
  private Duration stallAt = Duration.ZERO;

  @Option(
      names = "--stall-from",
      paramLabel = "start|request",
      defaultValue = "start",
      description = "What stalls count from: the start, or the first request.")
  private StallFrom stallFrom = StallFrom.start;

  @Option(
      names = "--close-every",
      paramLabel = "N",
      defaultValue = "0",
      description = "Closes a connection with every Nth answer.")
  private int closeEvery;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Writes when each request arrived, at the end.")
  private String record = "";

  @Mixin private final ServiceOptions service = new ServiceOptions();

  /// What stalls count from, as people type it.
  enum StallFrom {
    start(Stalls.Origin.START),
    request(Stalls.Origin.FIRST_REQUEST);

    private final Stalls.Origin origin;

    StallFrom(Stalls.Origin origin) {
      this.origin = origin;
    }
  }

  TargetCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    Listeners.check(bind, service.insecureListen);
    CountDownLatch end = new CountDownLatch(1);
    try (TargetServer target = new TargetServer(settings());
        Signals.Registration _ = service.onEnd(world(), end::countDown)) {
      world().out().println("listening on " + target.url());
      world().out().flush();
      end.await();
      world().out().println(target.counts().toJson());
      if (!record.isEmpty()) {
        target.writeArrivals(world().path(record));
      }
      return ExitCode.PASSED.code();
    } catch (UncheckedIOException failure) {
      throw new CliException(ExitCode.BROKEN, String.valueOf(failure.getMessage()), "", failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.code();
    }
  }

  private TargetSettings settings() {
    try {
      return new TargetSettings(
          bind,
          port,
          new Answer(delay.toNanos(), status, size, chunked, serverTiming),
          serial,
          errorRate,
          errorStatus,
          seed,
          stalls(),
          closeEvery,
          !record.isEmpty());
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
  }

  private Stalls stalls() {
    if (stall.isZero()) {
      return Stalls.NONE;
    }
    if (stallEvery.isZero() && stallAt.isZero()) {
      throw CliException.invalid("--stall does not say when", "Add --stall-every or --stall-at.");
    }
    Duration first = stallAt.isZero() ? stallEvery : stallAt;
    return new Stalls(stall.toNanos(), first.toNanos(), stallEvery.toNanos(), stallFrom.origin);
  }
}
