package dev.skerry.api.audit;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// Follows requests and writes what the policy wants told of them. Any thread.
public final class Audit {
  private final Optional<Parts> parts;

  /// @param clock of the walls: its times stand in lines
  record Parts(AuditPolicy policy, AuditSink sink, InstantSource clock) {}

  private Audit(Optional<Parts> parts) {
    this.parts = parts;
  }

  /// Nothing is told.
  public static Audit off() {
    return new Audit(Optional.empty());
  }

  public static Audit of(AuditPolicy policy, AuditSink sink, InstantSource clock) {
    return new Audit(Optional.of(new Parts(policy, sink, clock)));
  }

  /// What answers a request.
  public interface Work {
    void run() throws Refused, IOException, InterruptedException;
  }

  /// Has a request answered and tells of it.
  public void follow(Exchange exchange, Work work)
      throws Refused, IOException, InterruptedException {
    if (parts.isEmpty()) {
      work.run();
      return;
    }
    var trail = new Trail(parts.get(), exchange);
    exchange.witnessedBy(trail);
    try {
      work.run();
      if (!exchange.converses()) {
        trail.complete(exchange.status());
      }
    } catch (Refused refused) {
      trail.refused(refused.refusal());
      throw refused;
    } catch (RuntimeException bug) {
      trail.panicked();
      throw bug;
    } catch (IOException | InterruptedException broken) {
      trail.brokenOff(exchange.isBegun() ? exchange.status() : Refusal.Reason.TIMEOUT.code());
      throw broken;
    }
  }
}
