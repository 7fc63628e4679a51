package dev.skerry.model.record;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;

/// Names one part: of which object, which part, and which site it is about. For `SPEC` the site is
/// the home; for all others the site whose share, status, override or report it is.
public record PartKey(Uid uid, Part part, SiteName site) implements Comparable<PartKey> {
  @Override
  public int compareTo(PartKey other) {
    int order = uid.compareTo(other.uid);
    if (order == 0) {
      order = part.compareTo(other.part);
    }
    return order == 0 ? site.compareTo(other.site) : order;
  }

  /// `<uid>/<PART>/<site>`; [#parse] reads it back.
  @Override
  public String toString() {
    return uid + "/" + part + "/" + site;
  }

  public static PartKey parse(String text) {
    String[] pieces = text.split("/", -1);
    if (pieces.length != 3) {
      throw new IllegalArgumentException("not a part key: '" + text + "'");
    }
    return new PartKey(new Uid(pieces[0]), Part.valueOf(pieces[1]), new SiteName(pieces[2]));
  }
}
