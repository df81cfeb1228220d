/// A server for trying things, and for proving measurements against: what it does when is known
/// beforehand.
@NullMarked
package dev.spate.target;

import org.jspecify.annotations.NullMarked;
