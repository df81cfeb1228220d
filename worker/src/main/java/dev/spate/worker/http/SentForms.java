package dev.spate.worker.http;

import dev.spate.plan.Header;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.FollowedRequests;
import dev.spate.worker.engine.SentRequests;
import dev.spate.worker.http.pool.RequestForm;
import java.util.ArrayList;
import java.util.List;

/// The forms of all requests of a plan, by number of [SentRequests].
final class SentForms {
  private SentForms() {}

  static List<RequestForm> of(Plan plan) {
    SentRequests sent = SentRequests.of(plan);
    Plan atRoot = plan.withTarget(plan.target().atRoot());
    Plan withoutBody = atRoot.withHttp(plan.http().withHeaders(headersOfGet(plan)));
    List<RequestForm> forms = new ArrayList<>();
    for (int number = 0; number < sent.requests().size(); number++) {
      Plan seen =
          switch (sent.kind(number)) {
            case STEP -> plan;
            case REPEATED -> atRoot;
            case AS_GET -> withoutBody;
          };
      forms.add(RequestForm.of(seen, sent.requests().get(number)));
    }
    return forms;
  }

  private static List<Header> headersOfGet(Plan plan) {
    return plan.http().headers().stream()
        .filter(header -> !FollowedRequests.aboutBody(header.name()))
        .toList();
  }
}
