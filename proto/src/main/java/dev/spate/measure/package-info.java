/// What was measured: counts and latencies as deltas that add up in any order and any grouping, and
/// the ledger in which every arrival and every request has exactly one account. The merge law is
/// part of the protocol. No Pekko, no protobuf.
@NullMarked
package dev.spate.measure;

import org.jspecify.annotations.NullMarked;
