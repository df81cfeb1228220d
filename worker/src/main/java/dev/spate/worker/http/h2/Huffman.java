package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;

/// The Huffman code of HPACK (RFC 7541 §5.2 and Appendix B).
///
/// The code is canonical: codes of one length are consecutive in the order of their symbols, and
/// begin where those of the length before left off. So the lengths say all of it. Decoding takes
/// four bits at a time: each inner node of the code's tree is a state, and for a state and four
/// bits a table has the next state, and the symbol where one ends on the way. (As no code is
/// shorter than five bits, no more than one does.)
final class Huffman {
  /// What [#decode] gives for bytes that are no code.
  static final int INVALID = -1;

  private static final int END_OF_STRING = 256;
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;

  /// The length of each symbol's code in bits, as a digit of base 36: `5` is 5, `u` is 30.
  private static final String LENGTHS =
      "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca"
          + "d67777777777777777777777878djde6f56565666577666567655677777fbeds"
          + "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn"
          + "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq"
          + "u";

  private static final int[] CODES = codes();

  // An entry of the table: the next state, and with EMITS a symbol above it.
  private static final int STATE = 0xff;
  private static final int EMITS = 0x100;
  private static final int FAILS = 0x200;
  private static final int SYMBOL_SHIFT = 16;

  private static final int STATES = END_OF_STRING;
  private static final int[] TABLE = new int[STATES << 4];

  /// Whether what led to a state since the last symbol may be padding: fewer than eight ones.
  private static final boolean[] MAY_END = new boolean[STATES];

  static {
    int[][] tree = tree();
    for (int state = 0; state < STATES; state++) {
      for (int bits = 0; bits < 16; bits++) {
        TABLE[state << 4 | bits] = step(tree, state, bits);
      }
    }
    int state = 0;
    for (int ones = 0; ones < 8; ones++) {
      MAY_END[state] = true;
      state = tree[state][1];
    }
  }

  private Huffman() {}

  /// The most bytes that so many bytes of code can stand for.
  static int mostDecoded(int length) {
    return length * 8 / SHORTEST;
  }

  /// Reads a string.
  ///
  /// @param length of the code in bytes
  /// @param to has room for [#mostDecoded] bytes from `at` on
  /// @return the length of the string, or [#INVALID]
  static int decode(ByteBuf in, int length, byte[] to, int at) {
    int state = 0;
    int end = at;
    for (int left = length; left > 0; left--) {
      int next = in.readByte();
      int entry = TABLE[state << 4 | (next >> 4 & 0xf)];
      if ((entry & EMITS) != 0) {
        to[end++] = (byte) (entry >> SYMBOL_SHIFT);
      }
      int second = TABLE[(entry & STATE) << 4 | (next & 0xf)];
      if ((second & EMITS) != 0) {
        to[end++] = (byte) (second >> SYMBOL_SHIFT);
      }
      if (((entry | second) & FAILS) != 0) {
        return INVALID;
      }
      state = second & STATE;
    }
    return MAY_END[state] ? end - at : INVALID;
  }

  /// How many bytes the code of a string takes.
  static int encodedLength(byte[] text, int length) {
    int bits = 0;
    for (int at = 0; at < length; at++) {
      bits += length(text[at] & 0xff);
    }
    return (bits + 7) / 8;
  }

  /// Writes the code of a string.
  static void encode(byte[] text, int length, ByteBuf out) {
    long pending = 0;
    int bits = 0;
    for (int at = 0; at < length; at++) {
      int symbol = text[at] & 0xff;
      pending = pending << length(symbol) | CODES[symbol];
      bits += length(symbol);
      while (bits >= 8) {
        bits -= 8;
        out.writeByte((int) (pending >> bits));
      }
    }
    if (bits > 0) {
      out.writeByte((int) (pending << (8 - bits)) | 0xff >> bits);
    }
  }

  private static int length(int symbol) {
    return Character.digit(LENGTHS.charAt(symbol), 36);
  }

  private static int[] codes() {
    int[] codes = new int[END_OF_STRING + 1];
    int code = 0;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      code <<= 1;
      for (int symbol = 0; symbol <= END_OF_STRING; symbol++) {
        if (length(symbol) == length) {
          codes[symbol] = code++;
        }
      }
    }
    return codes;
  }

  /// The inner nodes: for each bit the number of the next one, or of a symbol, inverted.
  private static int[][] tree() {
    int[][] tree = new int[STATES][2];
    int nodes = 1;
    for (int symbol = 0; symbol <= END_OF_STRING; symbol++) {
      int node = 0;
      for (int bit = length(symbol) - 1; bit > 0; bit--) {
        int side = CODES[symbol] >> bit & 1;
        if (tree[node][side] == 0) {
          tree[node][side] = nodes++;
        }
        node = tree[node][side];
      }
      tree[node][CODES[symbol] & 1] = ~symbol;
    }
    return tree;
  }

  private static int step(int[][] tree, int state, int bits) {
    int node = state;
    int found = 0;
    for (int bit = 3; bit >= 0; bit--) {
      node = tree[node][bits >> bit & 1];
      if (node == ~END_OF_STRING) {
        return FAILS;
      }
      if (node < 0) {
        found = EMITS | ~node << SYMBOL_SHIFT;
        node = 0;
      }
    }
    return found | node;
  }
}
