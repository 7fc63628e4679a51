package dev.skerry.control.signing;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;

/// How far a request is, by its status.
public record RequestState(Obj request) {
  public static final String APPROVED = "Approved";
  public static final String DENIED = "Denied";
  public static final String FAILED = "Failed";

  public Optional<Json> condition(String type) {
    return request.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals(type))
        .findFirst();
  }

  public boolean is(String type) {
    return condition(type).isPresent();
  }

  public boolean issued() {
    return !request.text("status", "certificate").isEmpty();
  }

  /// Whether its signer has something to do.
  public boolean waitsForSigner() {
    return is(APPROVED) && !is(DENIED) && !is(FAILED) && !issued();
  }
}
