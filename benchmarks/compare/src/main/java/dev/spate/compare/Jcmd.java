package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a JVM about itself.
///
/// @param processor where the asking happens
record Jcmd(Processes processes, String processor, long pid) {
  private static final double KIB = 1_024;

  String run(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    words.add(Long.toString(pid));
    words.addAll(List.of(command));
    return processes.run(processor, words.toArray(String[]::new));
  }

  /// Bytes that live objects and direct buffers take. Collects all garbage first; the JVM has to
  /// run with NativeMemoryTracking.
  double liveBytes() throws IOException, InterruptedException {
    run("GC.run");
    String heap = run("GC.heap_info");
    String tracked = run("VM.native_memory", "summary", "scale=KB");
    return sum(heap, "total \\d+K, used (\\d+)K")
        + sum(tracked, "Other \\(reserved=\\d+KB, committed=(\\d+)KB");
  }

  private static double sum(String text, String kibibytes) throws IOException {
    Matcher matcher = Pattern.compile(kibibytes).matcher(text);
    double sum = 0;
    boolean found = false;
    while (matcher.find()) {
      found = true;
      sum += Long.parseLong(matcher.group(1)) * KIB;
    }
    if (!found) {
      throw new IOException("no " + kibibytes + " in:\n" + text);
    }
    return sum;
  }
}
