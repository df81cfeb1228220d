package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Linux tells about processes and the machine.
public final class ProcFiles {
  /// USER_HZ, which is 100 wherever Java runs on Linux.
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int KERNEL_TICKS = 12;
  private static final int STEAL_TICKS = 7;

  private ProcFiles() {}

  /// Processor time of all threads of a process, user and kernel.
  public static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // After the name, which may have spaces, follows the state as field 0.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[KERNEL_TICKS]))
        / TICKS_PER_SECOND;
  }

  /// Resident memory of a process, in megabytes (10⁶ bytes).
  public static double residentMegabytes(long pid) throws IOException {
    return megabytes(pid, "VmRSS");
  }

  /// What of it is no file: without the class archive, say, whose pages come as they are first used
  /// and can go again.
  public static double anonymousMegabytes(long pid) throws IOException {
    return megabytes(pid, "RssAnon");
  }

  private static double megabytes(long pid, String name) throws IOException {
    String size = field(Long.toString(pid), name);
    return Long.parseLong(size.substring(0, size.indexOf(' '))) * 1_024 / 1e6;
  }

  /// A line of a process's `status`.
  public static String field(String pid, String name) throws IOException {
    return first(Path.of("/proc/" + pid + "/status"), "(?m)^" + name + ":\\s+(.*)$");
  }

  public static String processorModel() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElse("unknown processor");
  }

  /// Averages of the number of runnable processes over 1, 5 and 15 minutes.
  public static String loadAverages() throws IOException {
    return first(Path.of("/proc/loadavg"), "^(\\S+ \\S+ \\S+)");
  }

  /// Seconds that the hypervisor has taken from all processors since the start.
  public static double stolenSeconds() throws IOException {
    String[] fields = first(Path.of("/proc/stat"), "^cpu +(.*)").split(" ", -1);
    return fields.length > STEAL_TICKS ? Long.parseLong(fields[STEAL_TICKS]) / TICKS_PER_SECOND : 0;
  }

  /// The most file descriptors that a process of ours may have.
  static long descriptorLimit() throws IOException {
    String limit = first(Path.of("/proc/self/limits"), "Max open files\\s+\\S+\\s+(\\S+)");
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }

  private static String first(Path file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
    if (!matcher.find()) {
      throw new IOException(file + " has no " + pattern);
    }
    return matcher.group(1);
  }
}
