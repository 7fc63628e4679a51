package dev.skerry.model.selector;

/// A text is no selector. The message is a sentence for the person who wrote it.
public final class SelectorRefused extends Exception {
  private static final long serialVersionUID = 1;

  SelectorRefused(String message) {
    super(message);
  }
}
