package dev.skerry.node.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is to be told to people and was not taken yet.
final class Notices {
  private final List<Notice> waiting = new ArrayList<>();
  private final SortedSet<String> toldOnce = new TreeSet<>();

  void add(Notice notice) {
    waiting.add(notice);
  }

  /// For what stays true over many looks: the same words are told once.
  void once(Notice notice) {
    if (toldOnce.add(notice.reason() + notice.message())) {
      waiting.add(notice);
    }
  }

  List<Notice> take() {
    List<Notice> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
