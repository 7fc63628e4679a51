package dev.skerry.api.http;

import dev.skerry.control.access.User;
import java.util.Optional;

/// Follows one request from its side: hears what was read of it and what was answered. Called on
/// the thread that serves it, but for [#over].
public interface Witness {
  /// Once, when it is known who asks.
  ///
  /// @param impersonated as whom
  void known(User user, Optional<User> impersonated);

  /// The whole body was read.
  void read(byte[] body);

  /// Answered with a whole body.
  void answered(String contentType, byte[] body);

  /// The head of an answer that goes on by itself is about to be sent.
  void begun(int status);

  /// A conversation that an answer of 101 began is over.
  void over();
}
