@NullMarked
package dev.spate.worker.http;

import org.jspecify.annotations.NullMarked;
