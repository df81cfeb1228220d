package dev.spate.compare;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the figures come from: without it they say nothing.
///
/// @param facts by name, in the order in which they are printed
record Machine(Map<String, String> facts) {
  static Machine describe(Options options, Processors processors, Processes processes)
      throws IOException, InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", ProcFiles.processorModel() + ", " + processors.all().size() + " cores");
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
    String[] peers = {"wrk -v", "h2load --version", "nginx -v"};
    for (String peer : peers) {
      facts.put(peer.substring(0, peer.indexOf(' ')), version(processes, processors, peer));
    }
    facts.put("spate", version(processes, processors, options.program() + " --version"));
    facts.put("generator", "processor " + processors.generator());
    facts.put("target, coordinator", "processor " + processors.target());
    facts.put("load averages before", ProcFiles.loadAverages());
    return new Machine(facts);
  }

  /// With what the hypervisor took meanwhile.
  Machine after(double stolenSeconds, double seconds) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(
        "taken by the hypervisor",
        String.format(Locale.ROOT, "%.1f of %.0f s", stolenSeconds, seconds));
    return new Machine(more);
  }

  /// The first number with a point in it that a program prints of itself.
  private static String version(Processes processes, Processors processors, String command)
      throws IOException, InterruptedException {
    String printed = processes.attempt(processors.target(), command.split(" ", -1)).printed();
    Matcher version = Pattern.compile("\\d+\\.\\d[^\\s]*").matcher(printed);
    return version.find() ? version.group() : "unknown";
  }
}
