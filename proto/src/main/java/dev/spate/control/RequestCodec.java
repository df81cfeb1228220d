package dev.spate.control;

import com.google.protobuf.ByteString;
import dev.spate.plan.Body;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Tags;
import dev.spate.plan.Template;
import dev.spate.wire.PlanWire;
import java.util.Set;

/// [HttpRequest] on the wire.
final class RequestCodec {
  private RequestCodec() {}

  static PlanWire.HttpRequest toWire(HttpRequest request) {
    PlanWire.HttpRequest.Builder wire =
        PlanWire.HttpRequest.newBuilder()
            .setName(request.name())
            .setMethod(request.method())
            .setPath(TemplateCodec.toWire(request.path()))
            .addAllHeaders(request.headers().stream().map(RequestCodec::header).toList())
            .addAllExpectedStatuses(request.expectedStatuses().stream().sorted().toList())
            .addAllChecks(request.checks().stream().map(CheckCodec::toWire).toList())
            .addAllCaptures(request.captures().stream().map(CaptureCodec::toWire).toList())
            .setTimeoutNs(request.timeoutNs())
            .putAllTags(request.tags().byKey())
            .setRedirects(request.redirects());
    Template text = request.body().template();
    if (text == null) {
      wire.setBodyBytes(ByteString.copyFrom(request.body().bytes()));
    } else {
      wire.setBodyText(TemplateCodec.toWire(text));
    }
    return wire.build();
  }

  static HttpRequest fromWire(PlanWire.HttpRequest wire) {
    return new HttpRequest(
        wire.getName(),
        wire.getMethod(),
        TemplateCodec.fromWire(wire.getPath()),
        wire.getHeadersList().stream().map(RequestCodec::header).toList(),
        switch (wire.getBodyCase()) {
          case BODY_BYTES -> Body.of(wire.getBodyBytes().toByteArray());
          case BODY_TEXT -> Body.of(TemplateCodec.fromWire(wire.getBodyText()));
          case BODY_NOT_SET -> Body.EMPTY;
        },
        Set.copyOf(wire.getExpectedStatusesList()),
        wire.getChecksList().stream().map(CheckCodec::fromWire).toList(),
        wire.getCapturesList().stream().map(CaptureCodec::fromWire).toList(),
        wire.getTimeoutNs(),
        new Tags(wire.getTagsMap()),
        wire.getRedirects());
  }

  private static PlanWire.RequestHeader header(RequestHeader header) {
    return PlanWire.RequestHeader.newBuilder()
        .setName(header.name())
        .setValue(TemplateCodec.toWire(header.value()))
        .build();
  }

  private static RequestHeader header(PlanWire.RequestHeader wire) {
    return new RequestHeader(wire.getName(), TemplateCodec.fromWire(wire.getValue()));
  }
}
