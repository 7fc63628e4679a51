package dev.skerry.api.access;

import dev.skerry.control.access.Accounts;
import dev.skerry.control.access.User;
import dev.skerry.control.state.View;
import dev.skerry.pki.token.AccountClaims;
import dev.skerry.pki.token.AccountTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The tokens of this control plane's service accounts. One that another control plane made is no
/// proof here, though the account be the same.
public final class ServiceAccounts implements Bearer {
  private final AccountTokens tokens;
  private final Supplier<View> view;
  private final InstantSource clock;

  public ServiceAccounts(AccountTokens tokens, Supplier<View> view, InstantSource clock) {
    this.tokens = tokens;
    this.view = view;
    this.clock = clock;
  }

  @Override
  public Optional<User> user(String token) {
    return tokens
        .verified(token, clock.instant())
        .filter(claims -> claims.audiences().contains(tokens.issuer()))
        .flatMap(claims -> Accounts.user(view.get(), claim(claims)));
  }

  private static Accounts.Claim claim(AccountClaims claims) {
    return new Accounts.Claim(
        claims.namespace(),
        claims.name(),
        claims.uid(),
        claims.bound().map(b -> new Accounts.Bound(b.kind(), b.name(), b.uid())));
  }

  public AccountTokens tokens() {
    return tokens;
  }

  public View view() {
    return view.get();
  }

  public Instant now() {
    return clock.instant();
  }
}
