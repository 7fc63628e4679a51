package dev.skerry.api.access;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.Ask;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `Impersonate-User` and `Impersonate-Group`: who may `impersonate` somebody is treated as them.
/// Source: Kubernetes, "Authenticating", user impersonation.
public final class Impersonation {
  private static final String USER = "Impersonate-User";
  private static final String GROUP = "Impersonate-Group";
  private static final String PREFIX = "impersonate-";

  private final Permission permission;

  public Impersonation(Permission permission) {
    this.permission = permission;
  }

  /// Who the request is to be treated as: `user` itself unless it asks for somebody else.
  public User of(User user, Exchange exchange) throws Refused {
    refuseOthers(exchange);
    Optional<String> name = exchange.header(USER);
    List<String> groups = values(exchange, GROUP);
    if (name.isEmpty()) {
      if (!groups.isEmpty()) {
        throw bad("Impersonate-Group without Impersonate-User");
      }
      return user;
    }
    User wanted = wanted(name.get(), groups);
    if (wanted.isOfMachinery()) {
      throw Refused.because(
          Refusal.Reason.FORBIDDEN,
          "forbidden: nobody can be treated as " + wanted.name() + ": it is of the machinery");
    }
    permission.require(user, ask(wanted.name()));
    for (String group : groups) {
      permission.require(user, new Ask("impersonate", "", "", "groups", "", group));
    }
    return wanted.authenticated();
  }

  private static User wanted(String name, List<String> groups) {
    return User.account(name)
        .filter(_ -> groups.isEmpty())
        .map(account -> User.serviceAccount(account.namespace(), account.name()))
        .orElse(new User(name, groups));
  }

  private static Ask ask(String name) {
    return User.account(name)
        .map(account ->
            new Ask("impersonate", "", "", "serviceaccounts", account.namespace(), account.name()))
        .orElse(new Ask("impersonate", "", "", "users", "", name));
  }

  /// Left out in silence they would make a stronger user of a weaker one.
  private static void refuseOthers(Exchange exchange) throws Refused {
    for (var header : exchange.headers()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      boolean known = name.equalsIgnoreCase(USER) || name.equalsIgnoreCase(GROUP);
      if (name.startsWith(PREFIX) && !known) {
        throw bad(header.getName() + " is not served: a user has a name and groups here");
      }
    }
  }

  private static List<String> values(Exchange exchange, String name) {
    var values = new ArrayList<String>();
    for (var header : exchange.headers()) {
      if (header.is(name)) {
        values.addAll(
            Arrays.stream(String.valueOf(header.getValue()).split(",", -1))
                .map(String::strip)
                .toList());
      }
    }
    return values;
  }

  private static Refused bad(String why) {
    return Refused.because(Refusal.Reason.BAD_REQUEST, why);
  }
}
