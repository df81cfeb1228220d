/// What to do: the plan, and the arithmetic that says when. Pure values; no Pekko, no protobuf, no
/// clock.
@NullMarked
package dev.spate.plan;

import org.jspecify.annotations.NullMarked;
