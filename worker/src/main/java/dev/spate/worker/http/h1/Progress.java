package dev.spate.worker.http.h1;

/// How far reading has come with the bytes there were.
enum Progress {
  /// All bytes are used up, and more belong to it.
  MORE,
  /// It ends here; bytes that follow are left unread.
  COMPLETE,
  /// No valid answer goes on like this. There is no use in reading on.
  MALFORMED
}
