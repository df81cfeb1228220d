package dev.spate.plan;

/// Arrivals at a rate that is constant or changes linearly over the phase.
///
/// @param from the rate at the start
/// @param to the rate at the end; equal to `from` where it is constant
public record OpenLoad(Rate from, Rate to, Arrivals arrivals) implements ArrivingLoad {
  /// How the arrivals are spaced.
  public enum Arrivals {
    /// Arrival n is due when the integral of the rate reaches n.
    UNIFORM,
    /// A Poisson process whose intensity is the rate.
    POISSON
  }

  /// @throws IllegalArgumentException where both rates are zero
  public OpenLoad {
    if (from.arrivals() == 0 && to.arrivals() == 0) {
      throw new IllegalArgumentException("a rate of zero sends nothing");
    }
  }
}
