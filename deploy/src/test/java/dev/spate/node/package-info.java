/// Tests of dev.spate.node.
@NullMarked
package dev.spate.node;

import org.jspecify.annotations.NullMarked;
