package dev.spate.worker.http.h1;

import java.util.List;
import java.util.Random;

/// Makes something else of texts: cuts, repeats and joins them, and puts in what matters to a
/// reader of HTTP.
final class RandomMutation {
  private static final List<String> PIECES =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\r\n\r\n",
          " ",
          "\t",
          ":",
          ";",
          ",",
          "\"",
          "0",
          "1",
          "f",
          "-",
          "\u0000",
          "\u007f",
          "\u00ff",
          "HTTP/1.1 200 OK\r\n",
          "HTTP/1.0 204\r\n",
          "HTTP/1.1 100\r\n\r\n",
          "Content-Length: 3\r\n",
          "content-length:0, 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "transfer-encoding: gzip,chunked\r\n",
          "Connection: close\r\n",
          "Connection: keep-alive\r\n",
          "X: y\r\n z\r\n",
          "3\r\nabc\r\n",
          "0\r\n\r\n",
          "0\r\nA: b\r\n\r\n",
          "a;b=\"c\"\r\n");

  private final Random random;
  private final List<String> seeds;

  RandomMutation(Random random, List<String> seeds) {
    this.random = random;
    this.seeds = List.copyOf(seeds);
  }

  String next() {
    StringBuilder text = new StringBuilder(seed());
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      change(text);
    }
    return text.toString();
  }

  private void change(StringBuilder text) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + 1 + random.nextInt(6));
    switch (random.nextInt(6)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(from, text.substring(from, to));
      case 2 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
      case 3 -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
      case 4 -> text.insert(from, seed());
      default -> text.append(seed());
    }
  }

  private String seed() {
    return seeds.get(random.nextInt(seeds.size()));
  }
}
