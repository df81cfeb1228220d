package dev.spate.coordinator.http;

import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// A request that found its endpoint.
///
/// @param arguments the parts of the path that stand in braces in the endpoint's template, decoded
record Call(HttpRequest request, List<String> arguments) {
  String argument(int index) {
    return arguments.get(index);
  }
}
