package dev.skerry.sync.session;

import java.util.OptionalLong;

/// Numbers the commits a session asks for and lets only one be under way, also across connections:
/// what arrives is judged against what is held, so nothing may be on its way into it.
final class Commits {
  private long last;
  private OptionalLong underWay = OptionalLong.empty();

  boolean isIdle() {
    return underWay.isEmpty();
  }

  long begin() {
    if (underWay.isPresent()) {
      throw new AssertionError("commit " + underWay.getAsLong() + " is still under way");
    }
    last++;
    underWay = OptionalLong.of(last);
    return last;
  }

  void done(long id) {
    if (underWay.isPresent() && underWay.getAsLong() == id) {
      underWay = OptionalLong.empty();
    }
  }
}
