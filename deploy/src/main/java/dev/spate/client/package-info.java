/// A coordinator's API from the outside: the only way in which the command line talks to one,
/// wherever it runs.
@NullMarked
package dev.spate.client;

import org.jspecify.annotations.NullMarked;
