package dev.spate.coordinator.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.Plans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThresholdWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window: 1m30s | the part of requests that fail is below 1%, in every 1m30s",
        "abortOnFail: true | the part of requests that fail is below 1%, or the run ends",
        "abortOnFail: true, delayAbortEval: 10s | the part of requests that fail is below 1%, or the run ends (judged from 10s on)",
      })
  void saysWhenItIsJudged(String options, String sentence) {
    String plan =
        Plans.SHORTEST + "thresholds: { failed: { threshold: rate<1%, " + options + " } }\n";
    assertThat(ThresholdWords.of(Plans.plan(plan).thresholds().getFirst())).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "response_time | p(50)<1s | the 50th percentile of the response time is below 1s",
        "service_time | p(91)<=1s | the 91st percentile of the service time is at most 1s",
        "first_byte | p(92)<1s | the 92nd percentile of the first byte time is below 1s",
        "tls_time | p(93)<1s | the 93rd percentile of the tls time is below 1s",
        "connect_time | p(11)>1ms | the 11th percentile of the connect time is above 1ms",
        "response_time | p(99.9)>=1s | the 99.9th percentile of the response time is at least 1s",
        "response_time | count>5 | the number of response times is above 5",
        "schedule_lag | max < 1ms | the longest schedule lag is below 1ms",
        "requests | rate>600/m | the rate of requests is above 600/m",
        "failed | count<=3 | the number of requests that fail is at most 3",
        "dropped | rate<1% | the part of arrivals that are dropped is below 1%",
      })
  void readsAsASentence(String metric, String rule, String sentence) {
    String plan = Plans.SHORTEST + "thresholds: { " + metric + ": \"" + rule + "\" }\n";
    assertThat(ThresholdWords.of(Plans.plan(plan).thresholds().getFirst())).isEqualTo(sentence);
  }
}
