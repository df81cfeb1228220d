package dev.spate.cli;

/// What goes to standard output. Written in lower case, as people type it.
enum OutputFormat {
  text,
  json
}
