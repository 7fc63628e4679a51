package dev.skerry.api.flow;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import java.util.List;
import java.util.Optional;

/// Lets requests in: so many that read and so many that write at once, users in turn, and so many
/// that go on for each user. What keeps sites and nodes together never waits here, and neither do
/// administrators of everything, who must get in when all others push.
public final class Flow {
  private static final List<String> READING = List.of("GET", "HEAD");
  private static final List<String> STREAMS = List.of("exec", "attach", "portforward");
  private static final List<String> EXEMPT = List.of(User.MASTERS, User.SITES, User.NODES);
  private static final Seat NONE = () -> {};

  private final FlowLimits limits;
  private final FairQueue reading;
  private final FairQueue mutating;
  private final Ongoing ongoing;

  public Flow(FlowLimits limits) {
    this.limits = limits;
    reading = new FairQueue(limits.reading(), limits.waiting(), limits.patience());
    mutating = new FairQueue(limits.mutating(), limits.waiting(), limits.patience());
    ongoing = new Ongoing(limits.ongoing());
  }

  /// Blocks until it is the request's turn.
  ///
  /// @throws Refused 429 when too many of the user's wait, or it waited for too long
  public Seat enter(Exchange exchange, User user) throws Refused, InterruptedException {
    if (EXEMPT.stream().anyMatch(user::isIn)) {
      return NONE;
    }
    if (goesOn(exchange)) {
      return ongoing
          .enter(user.name())
          .orElseThrow(() ->
              tooMany(
                  user.name()
                      + " has "
                      + limits.ongoing()
                      + " watches, followed logs and streams, as many as one user may; end some,"
                      + " or use another user"));
    }
    boolean reads = READING.contains(exchange.method());
    Optional<Seat> seat = (reads ? reading : mutating).enter(user.name());
    return seat.orElseThrow(() ->
        tooMany(
            "too many requests of "
                + user.name()
                + (reads ? " that read" : " that write")
                + ": at most "
                + limits.waiting()
                + " wait, each for "
                + limits.patience().toSeconds()
                + " s; send fewer at once, or try again"));
  }

  /// By the end of the path alone, since it may be one below a site's.
  private static boolean goesOn(Exchange exchange) {
    List<String> path = exchange.segments();
    String last = path.isEmpty() ? "" : path.getLast();
    return exchange.asks("watch")
        || STREAMS.contains(last)
        || (last.equals("log") && exchange.asks("follow"));
  }

  private static Refused tooMany(String sentence) {
    return Refused.because(Refusal.Reason.TOO_MANY_REQUESTS, sentence);
  }
}
