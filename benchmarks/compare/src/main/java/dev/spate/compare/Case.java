package dev.spate.compare;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One thing that is measured.
interface Case {
  /// For `--only`.
  String id();

  /// For the table.
  String work();

  /// Whether other cases show as well as this one that everything works.
  default boolean coveredByOthers() {
    return false;
  }

  /// Why it cannot be measured here, or with this version; nothing where it can.
  Optional<String> obstacle(Lab lab) throws IOException, InterruptedException;

  /// @throws IOException where something broke
  List<? extends Finding> measure(Lab lab) throws IOException, InterruptedException;
}
