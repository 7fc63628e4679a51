package dev.skerry.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.selector.FieldSelector;
import dev.skerry.model.selector.LabelSelector;
import dev.skerry.model.selector.SelectorRefused;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SightTest {
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final Uid FIRST = Uid.random(1, 1);
  private static final Uid SECOND = Uid.random(2, 2);

  private static Selection selection(String namespace, String labels, String fields)
      throws SelectorRefused {
    Kind kind = Kinds.builtIn().find(POD).orElseThrow();
    return new Selection(
        namespace, "", LabelSelector.parse(labels), FieldSelector.parse(fields, kind));
  }

  private static Optional<Entry> pod(Uid uid, String app, String phase) {
    var labels = new TreeMap<String, String>();
    labels.put("app", app);
    Obj object =
        Obj.EMPTY
            .withAt(Json.of("p"), "metadata", "name")
            .withAt(Json.of(app), "metadata", "labels", "app")
            .withAt(Json.of(phase), "status", "phase");
    return Optional.of(
        new Entry(
            ObjectKey.of(POD, "shop", "p"),
            uid,
            new Revision(7),
            new SiteName("core"),
            false,
            labels,
            List.of(),
            false,
            JsonBytes.of(object)));
  }

  @Test
  void whatComesToMatchEntersAndWhatNoLongerMatchesLeaves() throws SelectorRefused {
    Selection web = selection("", "app=web", "");
    var matching = pod(FIRST, "web", "Running");
    var other = pod(FIRST, "db", "Running");
    assertThat(Sight.of(web, Optional.empty(), matching)).isEqualTo(Sight.ENTERED);
    assertThat(Sight.of(web, other, matching)).isEqualTo(Sight.ENTERED);
    assertThat(Sight.of(web, matching, matching)).isEqualTo(Sight.CHANGED);
    assertThat(Sight.of(web, matching, other)).isEqualTo(Sight.LEFT);
    assertThat(Sight.of(web, matching, Optional.empty())).isEqualTo(Sight.LEFT);
    assertThat(Sight.of(web, other, other)).isEqualTo(Sight.NOTHING);
    assertThat(Sight.of(web, other, Optional.empty())).isEqualTo(Sight.NOTHING);
  }

  @Test
  void fieldsSelectLikeLabels() throws SelectorRefused {
    Selection running = selection("", "", "status.phase=Running");
    var pending = pod(FIRST, "web", "Pending");
    var up = pod(FIRST, "web", "Running");
    assertThat(Sight.of(running, pending, up)).isEqualTo(Sight.ENTERED);
    assertThat(Sight.of(running, up, pending)).isEqualTo(Sight.LEFT);
    assertThat(Sight.of(running, pending, pending)).isEqualTo(Sight.NOTHING);
  }

  @Test
  void otherNamespacesAreNotSeen() throws SelectorRefused {
    var pod = pod(FIRST, "web", "Running");
    assertThat(Sight.of(selection("bank", "", ""), Optional.empty(), pod)).isEqualTo(Sight.NOTHING);
    assertThat(Sight.of(selection("shop", "", ""), Optional.empty(), pod)).isEqualTo(Sight.ENTERED);
  }

  @Test
  void anotherObjectOfTheSameNameIsNotAChangeOfTheFirst() throws SelectorRefused {
    var first = pod(FIRST, "web", "Running");
    var second = pod(SECOND, "web", "Running");
    assertThat(Sight.of(selection("", "", ""), first, second)).isEqualTo(Sight.REPLACED);
  }
}
