package dev.spate.worker.engine;

import dev.spate.worker.template.Phrase;
import dev.spate.worker.template.Variables;

/// What the virtual users of a loop log: the first lines of a run. The rest costs nothing.
final class LogLines {
  private static final int LONGEST = 1_000;

  private final int loop;
  private final LoopListener listener;
  private int left = LoopListener.MAX_LOG_LINES;

  LogLines(int loop, LoopListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  void add(Phrase text, Variables variables) {
    if (left > 0) {
      left--;
      listener.onLog(loop, printable(variables.aside(text)));
    }
  }

  /// What answers are made of could move a terminal's cursor, or fake another line.
  private static String printable(String text) {
    String line = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return line.replaceAll("\\p{Cc}", "?");
  }
}
