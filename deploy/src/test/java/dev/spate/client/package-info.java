/// Tests of dev.spate.client.
@NullMarked
package dev.spate.client;

import org.jspecify.annotations.NullMarked;
