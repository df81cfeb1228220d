/// What a run amounted to: timeline, verdict, report, and each format as a transformation of it.
@NullMarked
package dev.spate.coordinator.report;

import org.jspecify.annotations.NullMarked;
