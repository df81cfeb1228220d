package dev.spate.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a virtual user wants to see of its answers, and what it saw of the last one. The connection
/// fills it before it tells of the answer; then it stands until the next request is sent. What was
/// not wanted is empty.
///
/// Belongs to the loop's thread. Allocates only where an answer is longer than those before.
public final class Answer {
  /// What there is to see, each with all before it.
  public enum Wanted {
    NOTHING,
    /// The status and the fields `Set-Cookie`.
    COOKIES,
    /// The status and all fields of the head.
    HEAD,
    /// The body as well.
    BODY
  }

  /// What a body takes up by default at most, in bytes.
  public static final int MAX_BODY = 1 << 20;

  /// What [#find] gives where there is no such field.
  public static final int NONE = -1;

  /// Memory that is kept for the next body; a greater one is made anew for each.
  private static final int KEPT_BODY = 64 << 10;

  private static final byte[] EMPTY = {};

  private static final byte[] SET_COOKIE = "set-cookie".getBytes(StandardCharsets.US_ASCII);

  private final int maxBody;
  private Wanted wanted = Wanted.NOTHING;
  private int status;

  /// Names and values of the fields, one behind the other.
  private byte[] head = EMPTY;

  /// For each field the end of its name, and of its value.
  private int[] ends = {};

  private int fields;
  private byte[] body = EMPTY;
  private int bodyLength;
  private boolean truncated;

  /// @param maxBody the most bytes of a body, decoded, that are kept: 1 to 2³⁰
  public Answer(int maxBody) {
    if (maxBody < 1 || maxBody > 1 << 30) {
      throw new IllegalArgumentException("a body of " + maxBody + " bytes");
    }
    this.maxBody = maxBody;
  }

  // What the virtual user says and asks.

  /// Says what is wanted of the next answer, before its request is sent, and forgets the last one.
  public void want(Wanted next) {
    wanted = next;
    clear();
  }

  public Wanted wanted() {
    return wanted;
  }

  /// 200 to 599; 0 where there was no answer.
  public int status() {
    return status;
  }

  /// How many fields the head has.
  public int fields() {
    return fields;
  }

  /// Looks for a field by its name.
  ///
  /// @param lowerCase the name; that of the field may be in any case
  /// @param from the first field that is looked at: 0 for all
  /// @return its number, or [#NONE]
  public int find(byte[] lowerCase, int from) {
    for (int field = from; field < fields; field++) {
      if (isNamed(field, lowerCase)) {
        return field;
      }
    }
    return NONE;
  }

  private boolean isNamed(int field, byte[] lowerCase) {
    return isNamed(head, nameStart(field), nameEnd(field), lowerCase);
  }

  private static boolean isNamed(byte[] bytes, int start, int end, byte[] lowerCase) {
    if (end - start != lowerCase.length) {
      return false;
    }
    for (int at = 0; at < lowerCase.length; at++) {
      int c = bytes[start + at];
      if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }

  /// The bytes that the names and values of fields are in. Only to be read.
  public byte[] head() {
    return head;
  }

  /// Where the name of a field begins in [#head].
  public int nameStart(int field) {
    return field == 0 ? 0 : valueEnd(field - 1);
  }

  /// Where the name of a field ends.
  public int nameEnd(int field) {
    return ends[2 * field];
  }

  /// Where the value of a field begins, without blanks before it.
  public int valueStart(int field) {
    return ends[2 * field];
  }

  /// Where the value of a field ends, without blanks after it.
  public int valueEnd(int field) {
    return ends[2 * field + 1];
  }

  /// Of which the first [#bodyLength] bytes are the body. Only to be read.
  public byte[] body() {
    return body;
  }

  public int bodyLength() {
    return bodyLength;
  }

  /// Whether the body was longer than what is kept of it.
  public boolean truncated() {
    return truncated;
  }

  /// Forgets what was seen, and gives memory back if it is much.
  public void clear() {
    status = 0;
    fields = 0;
    bodyLength = 0;
    truncated = false;
    if (body.length > KEPT_BODY) {
      body = EMPTY;
    }
  }

  // What the connection says.

  /// The most bytes of a body that are kept.
  public int maxBody() {
    return maxBody;
  }

  public void onStatus(int seen) {
    status = seen;
  }

  /// The next field of the head.
  ///
  /// @param bytes that have the name from `name` to before `nameTo`, and the value likewise
  public void onField(byte[] bytes, int name, int nameTo, int value, int valueTo) {
    if (wanted == Wanted.COOKIES && !isNamed(bytes, name, nameTo, SET_COOKIE)) {
      return;
    }
    int start = fields == 0 ? 0 : valueEnd(fields - 1);
    int middle = start + nameTo - name;
    int end = middle + valueTo - value;
    if (end > head.length) {
      head = Arrays.copyOf(head, Math.max(end, Math.max(256, 2 * head.length)));
    }
    if (2 * fields == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(32, 2 * ends.length));
    }
    System.arraycopy(bytes, name, head, start, nameTo - name);
    System.arraycopy(bytes, value, head, middle, valueTo - value);
    ends[2 * fields] = middle;
    ends[2 * fields + 1] = end;
    fields++;
  }

  /// Makes room for more of the body. What has none is left out: the body is
  /// [truncated][#truncated].
  ///
  /// @return for how many of so many bytes there is room in [#body], from [#bodyLength] on
  public int makeRoom(int count) {
    int fitting = Math.min(count, maxBody - bodyLength);
    truncated |= fitting < count;
    int needed = bodyLength + fitting;
    if (needed > body.length) {
      long doubled = Math.max(needed, Math.max(1_024, 2L * body.length));
      body = Arrays.copyOf(body, (int) Math.min(maxBody, doubled));
    }
    return fitting;
  }

  /// So many bytes more of the body are there.
  public void onBody(int count) {
    bodyLength += count;
  }

  /// The body is another one: what it was decoded to.
  ///
  /// @param decoded of which it is the first `length` bytes; they are copied
  /// @param more whether there was more than that
  public void onDecoded(byte[] decoded, int length, boolean more) {
    boolean cut = truncated || more;
    bodyLength = 0;
    int fitting = makeRoom(length);
    System.arraycopy(decoded, 0, body, 0, fitting);
    bodyLength = fitting;
    truncated |= cut;
  }
}
