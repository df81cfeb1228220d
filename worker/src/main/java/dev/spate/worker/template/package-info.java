/// Texts with holes, compiled, and the variables of a virtual user that fill them.
@NullMarked
package dev.spate.worker.template;

import org.jspecify.annotations.NullMarked;
