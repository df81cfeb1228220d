/// Tests of the target, by its behaviour on the wire.
@NullMarked
package dev.spate.target;

import org.jspecify.annotations.NullMarked;
