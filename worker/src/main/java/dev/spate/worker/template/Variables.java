package dev.spate.worker.template;

import dev.spate.plan.Draws;
import dev.spate.plan.SharedValues;

/// The variables of one virtual user, and what else its texts depend on. Used again for the next
/// arrival or iteration.
public final class Variables {
  /// Keeps what texts draw apart from think times, which are drawn from the same seed.
  private static final long STREAM = 0x7E87_1A7E_D5A3_55E5L;

  /// What each begins with, which belongs to whoever made this.
  private final String[] first;

  private final String[] values;
  private long seed;
  private long draws;
  private long userNumber;
  private long arrivalNumber;

  public Variables(VariablePlaces places) {
    this(places.filledWith(SharedValues.NONE));
  }

  /// @param first what each begins with, by its place; may change until the first flow begins
  public Variables(String[] first) {
    this.first = first;
    this.values = first.clone();
  }

  /// Forgets what they were: another flow begins.
  ///
  /// @param seed everything that is random in its texts follows from it
  public void begin(long seed, long userNumber, long arrivalNumber) {
    System.arraycopy(first, 0, values, 0, values.length);
    this.seed = seed ^ STREAM;
    this.draws = 0;
    this.userNumber = userNumber;
    this.arrivalNumber = arrivalNumber;
  }

  /// What a variable is; empty where nothing gave it a value yet.
  public String get(int place) {
    return values[place];
  }

  public void set(int place, String value) {
    values[place] = value;
  }

  long userNumber() {
    return userNumber;
  }

  long arrivalNumber() {
    return arrivalNumber;
  }

  /// A text that is for nobody's request: what it draws, the next one draws again.
  public String aside(Phrase text) {
    long before = draws;
    String filled = text.textFor(this);
    draws = before;
    return filled;
  }

  /// 64 random bits that are the same throughout this flow, and that no draw gives.
  ///
  /// @param stream what they are for
  public long drawnBeside(long stream) {
    return Draws.bits(seed ^ stream, 0);
  }

  /// The next 64 random bits of this flow.
  public long draw() {
    return Draws.bits(seed, draws++);
  }
}
