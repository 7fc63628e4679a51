package dev.skerry.cli;

/// The processes this command can become.
final class Roles {
  private Roles() {}

  static Refused absent(String role) {
    return new Refused("this build has no " + role + " process");
  }
}
