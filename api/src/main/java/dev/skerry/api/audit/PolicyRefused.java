package dev.skerry.api.audit;

/// What was given is no audit policy.
public final class PolicyRefused extends Exception {
  private static final long serialVersionUID = 1;

  PolicyRefused(String sentence) {
    super(sentence);
  }
}
