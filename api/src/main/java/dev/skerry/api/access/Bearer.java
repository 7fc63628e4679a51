package dev.skerry.api.access;

import dev.skerry.control.access.User;
import java.util.Optional;

/// Takes bearer tokens (RFC 6750) of one sort for proof. Any thread.
public interface Bearer {
  /// Whom a token is proof of; empty when it is none here.
  Optional<User> user(String token);
}
