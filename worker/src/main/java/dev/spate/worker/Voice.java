package dev.spate.worker;

import dev.spate.control.RunProtocol;

/// Says what a worker has to say of its part in a run, besides its reports, to whoever commands it.
record Voice(String run, String worker, ReportDelivery delivery) {
  void ready(long incarnation) {
    delivery.tell(new RunProtocol.Ready(run, worker, incarnation));
  }

  void refused(String reason) {
    delivery.tell(new RunProtocol.Refused(run, worker, reason));
  }

  void dealt(int deal) {
    delivery.tell(new RunProtocol.Dealt(run, worker, deal));
  }

  void woken(long asleepNs) {
    delivery.tell(new RunProtocol.Woken(run, worker, asleepNs, System.nanoTime()));
  }

  void leaving() {
    delivery.tell(new RunProtocol.Leaving(run, worker));
  }

  void finished(long lastSequence, long scheduleEndNs) {
    delivery.tell(new RunProtocol.Finished(run, worker, lastSequence, scheduleEndNs));
  }

  void failed(String reason) {
    delivery.tell(new RunProtocol.Failed(run, worker, reason));
  }
}
