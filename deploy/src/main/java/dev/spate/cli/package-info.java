/// The command line: one class a command.
@NullMarked
package dev.spate.cli;

import org.jspecify.annotations.NullMarked;
