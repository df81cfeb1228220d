package dev.spate.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServiceTest {
  private static final long SERVICE_NS = 1_000_000;

  @Test
  void workOnRequestsSideBySideUnlessSerial() {
    Service service = new Service(TargetSettings.DEFAULT);
    assertThat(service.completeNs(0, SERVICE_NS)).isEqualTo(SERVICE_NS);
    assertThat(service.completeNs(10, SERVICE_NS)).isEqualTo(10 + SERVICE_NS);
  }

  @Test
  void aSerialServerWorksOnOneAfterTheOther() {
    Service service = new Service(TargetSettings.DEFAULT.withSerial(true));
    assertThat(service.completeNs(0, SERVICE_NS)).isEqualTo(SERVICE_NS);
    assertThat(service.completeNs(10, SERVICE_NS)).isEqualTo(2 * SERVICE_NS);
    assertThat(service.completeNs(5 * SERVICE_NS, SERVICE_NS)).isEqualTo(6 * SERVICE_NS);
  }

  /// Pollaczek and Khinchine: the mean wait of M/D/1 is ρ/(2(1-ρ)) service times.
  @Test
  void aSerialServerWithPoissonArrivalsIsTheMD1Queue() {
    Service service = new Service(TargetSettings.DEFAULT.withSerial(true));
    SplittableRandom random = new SplittableRandom(1);
    double utilization = 0.8;
    long arrivals = 2_000_000;
    double arrivalNs = 0;
    double waitedNs = 0;
    for (long i = 0; i < arrivals; i++) {
      arrivalNs += -Math.log(1 - random.nextDouble()) * SERVICE_NS / utilization;
      long atNs = Math.round(arrivalNs);
      waitedNs += service.completeNs(atNs, SERVICE_NS) - SERVICE_NS - atNs;
    }
    double meanWait = waitedNs / arrivals / SERVICE_NS;
    assertThat(meanWait).isBetween(2.0 * 0.98, 2.0 * 1.02);
  }
}
