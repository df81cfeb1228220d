@NullMarked
package dev.spate.worker.http.h2;

import org.jspecify.annotations.NullMarked;
