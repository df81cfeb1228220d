package dev.spate.control;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/// Actors by the names that other nodes know them by.
record Actors(ExtendedActorSystem system) {
  String name(ActorRef<?> actor) {
    return resolver().toSerializationFormat(actor);
  }

  <T> ActorRef<T> named(String name) {
    return resolver().resolveActorRef(Limits.name(name, "the name of an actor"));
  }

  /// Asked for each time, because serializers are made before the typed actor system is ready.
  private ActorRefResolver resolver() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }
}
