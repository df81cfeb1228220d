package dev.spate.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {
  @ParameterizedTest
  @CsvSource({
    "true, localhost:7070, '', '', true",
    "true, 127.0.0.1:7070, '', '', true",
    "true, 127.8.8.8, '', '', true",
    "true, [::1]:7070, '', '', true",
    "true, rebound.example:7070, '', '', false",
    "true, 127.0.0.1.example, '', '', false",
    "false, spate.example:7070, '', '', true",
    "false, spate.example, https://spate.example, same-origin, true",
    "false, spate.example, https://spate.example.evil, '', false",
    "false, spate.example:7070, http://spate.example, '', false",
    "false, spate.example, null, '', false",
    "false, spate.example, '', cross-site, false",
    "true, localhost:7070, http://localhost:7070, same-origin, true",
    "true, localhost:7070, http://localhost:8080, same-site, false",
    "true, localhost:7070, http://127.0.0.1:7070, cross-site, false",
  })
  void onlyTheSameHostMayAsk(
      boolean loopback, String host, String origin, String site, boolean allowed) {
    HttpRequest request =
        HttpRequest.POST("/api/v1/runs").addHeader(RawHeader.create("Host", host));
    request = origin.isEmpty() ? request : request.addHeader(RawHeader.create("Origin", origin));
    request =
        site.isEmpty() ? request : request.addHeader(RawHeader.create("Sec-Fetch-Site", site));
    assertThat(new SameSite(loopback).objection(request).isEmpty()).isEqualTo(allowed);
  }
}
