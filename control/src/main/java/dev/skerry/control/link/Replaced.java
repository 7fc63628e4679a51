package dev.skerry.control.link;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Stored;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import java.util.List;

/// Another box has taken the name of a child, because a person said that the old one is gone for
/// good. The new one counts from the beginning, so what only the old one said is forgotten here.
final class Replaced {
  private static final List<String> FORGOTTEN =
      List.of(Lives.LIFE, Histories.AMNESIA, Histories.KEPT, Histories.FOLLOWED);

  private static final List<Part> SAID = List.of(Part.REPORT, Part.STATUS, Part.OVERRIDE);

  private Replaced() {}

  /// Answers how many parts that was.
  static int forget(Ledger ledger, SiteName site) {
    String peer = Sites.subscriber(site);
    for (String about : FORGOTTEN) {
      if (!ledger.tentative().setting(about + peer).isEmpty()) {
        ledger.write(new Delta.Setting(about + peer, Obj.EMPTY));
      }
    }
    Copies.forget(ledger, peer);
    if (ledger.tentative().cursor(peer).isPresent()) {
      ledger.write(new Delta.Cursor(peer, "", 0));
    }
    int forgotten = 0;
    for (Stored stored : List.copyOf(ledger.tentative().parts().values())) {
      PartRecord record = stored.record();
      if (record.authority().equals(site) || endedHere(record, site)) {
        forgotten += record.gone() ? 0 : 1;
        end(ledger, record);
      }
    }
    return forgotten;
  }

  /// When a site is removed, what it said is ended in its place, under a version of this store.
  /// That says nothing beside the site's own versions, and would keep out what it says again.
  private static boolean endedHere(PartRecord record, SiteName site) {
    return record.gone() && record.key().site().equals(site) && SAID.contains(record.key().part());
  }

  private static void end(Ledger ledger, PartRecord record) {
    if (!record.gone()) {
      var gone = new Body.Gone("the box that said so was replaced");
      ledger.write(
          new Delta.Part(
              new PartRecord(
                  record.key(), record.version(), record.object(), record.authority(), gone)));
    }
    ledger.write(new Delta.Forget(record.key()));
  }
}
