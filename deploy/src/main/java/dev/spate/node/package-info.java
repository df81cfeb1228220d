/// A role becomes an actor. A node with both roles, one with either, and child processes are
/// started by the same code.
@NullMarked
package dev.spate.node;

import org.jspecify.annotations.NullMarked;
