package dev.skerry.api.stream;

import java.util.Arrays;
import java.util.Optional;

/// A stream of a command, by its number over WebSocket, and by what the header `streamType` calls
/// it over SPDY.
enum Channel {
  STDIN(0),
  STDOUT(1),
  STDERR(2),
  ERROR(3),
  RESIZE(4);

  private final int number;

  Channel(int number) {
    this.number = number;
  }

  byte number() {
    return (byte) number;
  }

  static Optional<Channel> of(int number) {
    return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
  }

  static Optional<Channel> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }
}
