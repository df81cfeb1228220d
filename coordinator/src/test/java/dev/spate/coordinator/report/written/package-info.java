/// Every report that a test leaves is held against its schema; here and in the tests of deploy.
@NullMarked
package dev.spate.coordinator.report.written;

import org.jspecify.annotations.NullMarked;
