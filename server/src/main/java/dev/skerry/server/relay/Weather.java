package dev.skerry.server.relay;

/// What a link does to bytes. Immutable; set as a whole.
///
/// @param up whether bytes from the child to the parent pass
/// @param down whether bytes from the parent to the child pass
/// @param rttMs added round trip, half of it each way, milliseconds
/// @param jitterMs each piece is delayed by up to this much more, order kept
/// @param lossPerMille of pieces of 1,460 bytes; TCP repeats a lost piece, so it shows as a stall
/// @param rateKbit in each direction, kilobits a second; 0 for no limit
public record Weather(
    boolean up, boolean down, int rttMs, int jitterMs, int lossPerMille, int rateKbit) {
  public static final Weather CLEAR = new Weather(true, true, 0, 0, 0, 0);

  public Weather {
    if (rttMs < 0 || jitterMs < 0 || rateKbit < 0 || lossPerMille < 0 || lossPerMille > 1000) {
      throw new IllegalArgumentException(
          "weather out of range: rtt, jitter and rate from 0, loss 0 to 100 %");
    }
  }

  public Weather cut(boolean cutUp, boolean cutDown) {
    return new Weather(up && !cutUp, down && !cutDown, rttMs, jitterMs, lossPerMille, rateKbit);
  }

  public Weather healed() {
    return new Weather(true, true, rttMs, jitterMs, lossPerMille, rateKbit);
  }

  /// `up`, `cut`, `cut-up` or `cut-down`.
  public String state() {
    if (up && down) {
      return "up";
    }
    return up ? "cut-down" : down ? "cut-up" : "cut";
  }
}
