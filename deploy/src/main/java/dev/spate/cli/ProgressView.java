package dev.spate.cli;

import dev.spate.client.RunProgress;

/// Shows how a run is getting on, on standard error. Not for several threads.
interface ProgressView {
  /// Shows nothing.
  ProgressView NONE =
      new ProgressView() {
        @Override
        public void onProgress(RunProgress progress) {}

        @Override
        public void onEnd() {}
      };

  void onProgress(RunProgress progress);

  /// Nothing follows; leaves the cursor at the beginning of a line.
  void onEnd();
}
