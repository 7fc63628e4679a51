package dev.skerry.api.http;

import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.IOException;

/// Answers requests. Called on a virtual thread of the request's own; may block.
public interface Responder {
  /// Answers, or throws before anything was answered.
  ///
  /// @throws IOException the client is gone
  void respond(Exchange exchange) throws Refused, IOException, InterruptedException;

  /// Answers with a refusal; also for requests that never became an exchange.
  byte[] refused(Refusal refusal);

  /// The server is about to stop: ends the answers that would go on by themselves.
  void stopping();
}
