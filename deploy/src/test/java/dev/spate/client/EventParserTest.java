package dev.spate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventParserTest {
  private static List<ServerEvent> parse(EventParser parser, String stream) {
    List<ServerEvent> events = new ArrayList<>();
    for (String line : stream.split("\n", -1)) {
      ServerEvent event = parser.onLine(line);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  @Test
  void putsNameIdAndDataTogether() {
    EventParser parser = new EventParser("");
    assertThat(parse(parser, "event: slot\nid: 7\ndata: {\"a\":1}\n\n"))
        .containsExactly(new ServerEvent("slot", "7", "{\"a\":1}"));
    assertThat(parser.lastId()).isEqualTo("7");
  }

  @Test
  void joinsDataLinesAndIgnoresCommentsAndUnknownFields() {
    assertThat(parse(new EventParser(""), ": keep-alive\nretry: 5\ndata: a\ndata:b\ndata\n\n"))
        .containsExactly(new ServerEvent("message", "", "a\nb\n"));
  }

  @Test
  void sendsNothingForABlankLineWithoutData() {
    assertThat(parse(new EventParser(""), "event: progress\n\n\n\ndata: x\n\n"))
        .containsExactly(new ServerEvent("message", "", "x"));
  }

  @Test
  void keepsTheLastIdForEventsWithoutOne() {
    EventParser parser = new EventParser("3");
    assertThat(parse(parser, "data: x\n\nid: 4\ndata: y\n\ndata: z\n\n"))
        .extracting(ServerEvent::id)
        .containsExactly("3", "4", "4");
  }
}
