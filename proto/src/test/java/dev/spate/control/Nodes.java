package dev.spate.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/// How nodes of tests are set up: on loopback, with the settings of `spate-remote.conf`.
final class Nodes {
  static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko.actor.provider = remote
              pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
              pekko.remote.use-unsafe-remote-features-outside-cluster = on
              """)
          .withFallback(ConfigFactory.parseResources("spate-remote.conf"))
          .withFallback(ConfigFactory.load());

  private Nodes() {}
}
