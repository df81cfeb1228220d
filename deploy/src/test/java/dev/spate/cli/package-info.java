/// Tests of dev.spate.cli.
@NullMarked
package dev.spate.cli;

import org.jspecify.annotations.NullMarked;
