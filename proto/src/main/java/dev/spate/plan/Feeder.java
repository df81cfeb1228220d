package dev.spate.plan;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Records for virtual users, each a value for every column. Which record an arrival gets follows
/// from its number and the plan's seed, so it is the same whatever the number of workers.
///
/// @param name at most 100 characters
/// @param columns 1 to [#MAX_COLUMNS] names of variables, none twice
/// @param values of the first record in the order of the columns, then of the next; at least one
///   record, at most [#MAX_CHARACTERS] in all
/// @param whenDry what a [Strategy#QUEUE] does at its end
/// @param distribute among whom the records are dealt
public record Feeder(
    String name,
    List<String> columns,
    List<String> values,
    Strategy strategy,
    WhenDry whenDry,
    Distribute distribute) {
  public static final int MAX_COLUMNS = 100;

  /// Of all values of all feeders of a plan, column names aside.
  public static final int MAX_CHARACTERS = 1 << 20;

  /// What [Order#recordOf] gives where there is no record left.
  public static final int DRY = -1;

  /// Keeps these draws apart from others of the same seed.
  private static final long STREAM = 0x4665_6564_6572L;

  /// Which record an arrival gets.
  public enum Strategy {
    /// In order, each record to one arrival at most.
    QUEUE,
    /// In order, from the first again after the last.
    CIRCULAR,
    /// Any, drawn for each arrival.
    RANDOM,
    /// In an order drawn once, from its first again after its last.
    SHUFFLE;

    /// Its name in plans.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What becomes of arrivals for which a queue has no record left.
  public enum WhenDry {
    /// They are dropped, and counted so.
    DROP,
    /// The queue begins again: from then on records are used more than once.
    RECYCLE;

    /// Its name in plans.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Among whom the records are dealt.
  public enum Distribute {
    /// Among all arrivals of the run, or all iterations of all users: each takes the next one.
    PARTITION,
    /// Every user of a closed phase has all of them for itself: its iterations take one after the
    /// other.
    REPLICATE;

    /// Its name in plans.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The SHA-256 of its columns and values, hexadecimal.
  public String sha256() {
    return Octets.of(String.join("\u0000", columns) + "\u0001" + String.join("\u0000", values))
        .sha256();
  }

  /// @throws IllegalArgumentException outside the ranges above
  public Feeder {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    check(!name.isBlank() && name.length() <= 100, "the name of a feeder has 1 to 100 characters");
    check(
        !columns.isEmpty() && columns.size() <= MAX_COLUMNS,
        "a feeder has 1 to " + MAX_COLUMNS + " columns");
    check(columns.stream().allMatch(Expression::isName), "a column is called like a variable");
    check(new HashSet<>(columns).size() == columns.size(), "two columns have the same name");
    check(
        !values.isEmpty() && values.size() % columns.size() == 0,
        "a feeder has records with a value for every column");
    check(
        strategy != Strategy.QUEUE || distribute == Distribute.PARTITION,
        "a queue has each of its records once");
    check(characters(values) <= MAX_CHARACTERS, "a feeder has at most 1 MB of values");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static long characters(List<String> values) {
    return values.stream().mapToLong(String::length).sum();
  }

  /// How long all values are together.
  public long characters() {
    return characters(values);
  }

  public int records() {
    return values.size() / columns.size();
  }

  /// The value of a column in a record.
  public String value(int record, int column) {
    return values.get(record * columns.size() + column);
  }

  /// The same without what its records say.
  public Feeder masked(String mask) {
    return new Feeder(
        name, columns, columns.stream().map(_ -> mask).toList(), strategy, whenDry, distribute);
  }

  /// The order in which the records are used. Immutable; allocates nothing per arrival.
  ///
  /// @param planSeed of the plan
  public Order order(long planSeed) {
    long seed = Draws.bits(planSeed ^ STREAM, name.hashCode());
    return new Order(
        this, strategy == Strategy.SHUFFLE ? shuffled(records(), seed) : new int[0], seed);
  }

  /// Fisher and Yates's, in the version of Durstenfeld (1964).
  private static int[] shuffled(int size, long seed) {
    int[] order = new int[size];
    Arrays.setAll(order, place -> place);
    for (int last = size - 1; last > 0; last--) {
      int drawn = (int) Draws.below(Draws.bits(seed, last), last + 1L);
      int moved = order[last];
      order[last] = order[drawn];
      order[drawn] = moved;
    }
    return order;
  }

  /// See [#order].
  public static final class Order {
    private final Feeder feeder;
    private final int[] shuffled;
    private final long seed;

    private Order(Feeder feeder, int[] shuffled, long seed) {
      this.feeder = feeder;
      this.shuffled = shuffled;
      this.seed = seed;
    }

    /// The record of an arrival, or [#DRY].
    ///
    /// @param number of the arrival among all of the run: [FeedNumbers]
    public int recordOf(long number) {
      int records = feeder.records();
      return switch (feeder.strategy) {
        case QUEUE ->
            number < records || feeder.whenDry == WhenDry.RECYCLE ? (int) (number % records) : DRY;
        case CIRCULAR -> (int) (number % records);
        case RANDOM -> (int) Draws.below(Draws.bits(seed, number), records);
        case SHUFFLE -> shuffled[(int) (number % records)];
      };
    }
  }
}
