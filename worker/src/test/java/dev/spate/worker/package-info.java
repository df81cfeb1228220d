@NullMarked
package dev.spate.worker;

import org.jspecify.annotations.NullMarked;
