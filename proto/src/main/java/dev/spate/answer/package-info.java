/// What captures and checks see in an answer: places in JSON, HTML, text, header and cookies. Takes
/// bounded time and memory whatever the answer is.
@NullMarked
package dev.spate.answer;

import org.jspecify.annotations.NullMarked;
