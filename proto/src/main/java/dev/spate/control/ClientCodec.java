package dev.spate.control;

import dev.spate.plan.ClientCredentials;
import dev.spate.wire.PlanWire;

/// [ClientCredentials] on the wire.
final class ClientCodec {
  private ClientCodec() {}

  static PlanWire.ClientCredentials toWire(ClientCredentials client) {
    return PlanWire.ClientCredentials.newBuilder()
        .setServer(PlanCodec.target(client.server()))
        .setPath(client.path())
        .setClientId(client.clientId())
        .setClientSecret(client.clientSecret())
        .setScope(client.scope())
        .setAudience(client.audience())
        .setPlace(client.place().name())
        .build();
  }

  static ClientCredentials fromWire(PlanWire.ClientCredentials wire) {
    return new ClientCredentials(
        PlanCodec.target(wire.getServer()),
        wire.getPath(),
        wire.getClientId(),
        wire.getClientSecret(),
        wire.getScope(),
        wire.getAudience(),
        ClientCredentials.Place.valueOf(wire.getPlace()));
  }
}
