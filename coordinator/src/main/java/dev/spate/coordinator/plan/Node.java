package dev.spate.coordinator.plan;

import java.util.List;

/// A value in the text of a plan and where it stands. An alias is the node that it stands for.
sealed interface Node {
  Position at();

  /// @param end behind the last character; for a block scalar, behind the white space that follows
  /// @param plain without quotes, so it may be a number, a boolean or nothing
  /// @param anchor empty for none
  record Scalar(Position at, Position end, String text, boolean plain, String anchor)
      implements Node {
    /// Whether it stands for no value.
    boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  record Sequence(Position at, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// @param entries no two with the same key
  record Mapping(Position at, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  record Entry(Scalar key, Node value) {}
}
