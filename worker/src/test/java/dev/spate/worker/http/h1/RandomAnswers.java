package dev.spate.worker.http.h1;

import java.util.Random;

/// Streams of valid answers about whose end there is no doubt.
final class RandomAnswers {
  private final Random random;

  RandomAnswers(Random random) {
    this.random = random;
  }

  String stream() {
    StringBuilder stream = new StringBuilder();
    int answers = 1 + random.nextInt(8);
    for (int i = 0; i < answers; i++) {
      if (random.nextInt(6) == 0) {
        stream.append("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
      }
      switch (random.nextInt(4)) {
        case 0 -> stream.append(head(204 + 100 * random.nextInt(2))).append("\r\n");
        case 1 -> stream.append(chunked());
        default -> stream.append(sized());
      }
    }
    return stream.toString();
  }

  private String head(int status) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Reason\r\n");
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      head.append("X-").append(i).append(": ");
      head.append("v".repeat(random.nextInt(10) == 0 ? 900 : random.nextInt(40))).append("\r\n");
    }
    if (random.nextInt(8) == 0) {
      head.append("Connection: x, close\r\n");
    }
    return head.toString();
  }

  private String sized() {
    int size = random.nextInt(300);
    String[] names = {"Content-Length", "content-length", "CONTENT-LENGTH"};
    return head(200 + random.nextInt(4) * 100 + 5)
        + names[random.nextInt(3)]
        + ": "
        + size
        + "\r\n\r\n"
        + "\r\n0".repeat(100).substring(0, size);
  }

  private String chunked() {
    StringBuilder body = new StringBuilder(head(200 + random.nextInt(3)));
    body.append("Transfer-Encoding: chunked\r\n\r\n");
    int chunks = random.nextInt(5);
    for (int i = 0; i < chunks; i++) {
      int size = 1 + random.nextInt(200);
      body.append(Integer.toHexString(size)).append(random.nextBoolean() ? ";a=b" : "");
      body.append("\r\n").append("\r\n0".repeat(70), 0, size).append("\r\n");
    }
    return body.append(random.nextBoolean() ? "0\r\n\r\n" : "0\r\nTrailer: x\r\n\r\n").toString();
  }
}
