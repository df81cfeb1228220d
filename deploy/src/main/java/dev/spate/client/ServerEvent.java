package dev.spate.client;

/// One server-sent event.
///
/// @param name `message` where the server gave none
/// @param id of this event, or the last one before it that had one; empty where none had
/// @param data lines joined with a line feed
record ServerEvent(String name, String id, String data) {}
