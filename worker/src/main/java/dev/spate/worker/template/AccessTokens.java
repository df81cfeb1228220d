package dev.spate.worker.template;

import dev.spate.plan.ClientCredentials;
import java.util.function.Supplier;

/// The access tokens of a plan's clients.
@FunctionalInterface
public interface AccessTokens {
  /// Of a plan whose requests have none.
  AccessTokens NONE =
      client -> {
        throw new IllegalArgumentException("nobody asks for the access token of " + client);
      };

  /// What gives a client's token as it stands: from any thread, without waiting.
  ///
  /// @throws IllegalArgumentException for a client that is not of the plan
  Supplier<String> of(ClientCredentials client);
}
