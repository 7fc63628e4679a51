package dev.skerry.control.link;

import dev.skerry.control.workload.Sites;
import java.util.List;

/// All settings that are about the conversation with one peer, by their names' first parts.
public final class Talk {
  private static final List<String> SETTINGS =
      List.of(
          OutFeed.FLOOR,
          Lives.LIFE,
          Copies.COPY,
          Histories.FOLLOWED,
          Histories.AMNESIA,
          Histories.KEPT,
          Sites.HISTORY_COMPLETE);

  private Talk() {}

  /// Their names; who is let go leaves none of them.
  public static List<String> with(String subscriber) {
    return SETTINGS.stream().map(about -> about + subscriber).toList();
  }
}
