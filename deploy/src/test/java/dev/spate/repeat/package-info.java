/// The same plan with the same seed is the same load.
@NullMarked
package dev.spate.repeat;

import org.jspecify.annotations.NullMarked;
