/// `benchmarks/run`: Spate's worker beside its peers, on one machine, as it runs in a cluster.
@NullMarked
package dev.spate.compare;

import org.jspecify.annotations.NullMarked;
