package dev.spate.worker.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What part of a virtual machine's processor time its host gave to others, by Linux's own account
/// in `/proc/stat` (`proc(5)`): in ticks of 10 ms, over all processors.
final class StolenTime {
  private static final Pattern SPACES = Pattern.compile(" +");

  /// Fields of the first line after its name: user, nice, system, idle, iowait, irq, softirq,
  /// steal. What follows is contained in user and nice.
  private static final int FIELDS = 8;

  private static final int STEAL = 7;

  private final Path stat;
  private Ticks last;

  private record Ticks(long stolen, long all) {
    static final Ticks NONE = new Ticks(0, 0);
  }

  /// @param stat the file; where there is none, nothing is known
  StolenTime(Path stat) {
    this.stat = stat;
    this.last = read();
  }

  /// 0 to 1; 0 where it is not known.
  double shareSinceLast() {
    Ticks now = read();
    Ticks before = last;
    last = now;
    long all = now.all() - before.all();
    return all <= 0 ? 0 : Math.clamp((double) (now.stolen() - before.stolen()) / all, 0.0, 1.0);
  }

  private Ticks read() {
    try (BufferedReader lines = Files.newBufferedReader(stat)) {
      String first = lines.readLine();
      String[] fields = first == null ? new String[0] : SPACES.split(first);
      if (fields.length <= FIELDS || !fields[0].equals("cpu")) {
        return Ticks.NONE;
      }
      long all = 0;
      for (int field = 1; field <= FIELDS; field++) {
        all += Long.parseLong(fields[field]);
      }
      return new Ticks(Long.parseLong(fields[1 + STEAL]), all);
    } catch (IOException | NumberFormatException _) {
      return Ticks.NONE;
    }
  }
}
