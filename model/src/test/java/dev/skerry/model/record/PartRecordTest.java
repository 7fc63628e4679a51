package dev.skerry.model.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartRecordTest {
  private static PartRecord record(Body body) {
    var site = new SiteName("s1");
    return new PartRecord(
        new PartKey(Uid.random(1, 2), Part.SPEC, site),
        new Version(1, 7),
        ObjectKey.of(new GroupKind("apps", "Deployment"), "shop", "till"),
        site,
        body);
  }

  @Test
  void aRecordIsTheSameByItsTextAndByItsTree() {
    Obj spec = Json.object().put("gone", "not").put("spec", Json.array(List.of())).build();
    for (Body body :
        List.of(new Body.Present(spec), new Body.Present(Obj.EMPTY), new Body.Gone("deleted"))) {
      PartRecord record = record(body);
      assertThat(record.bytes()).isEqualTo(JsonBytes.of(record.toJson()));
      assertThat(PartRecord.read(JsonBytes.stored(record.bytes().toArray()))).isEqualTo(record);
      assertThat(PartRecord.read(record.toJson())).isEqualTo(record);
    }
  }

  @Test
  void whatIsNeitherThereNorGoneIsRefused() {
    Obj broken = record(new Body.Gone("x")).toJson().without("gone");
    assertThatThrownBy(() -> PartRecord.read(broken)).hasMessageContaining("neither body nor gone");
    assertThatThrownBy(() -> PartRecord.read(JsonBytes.of(broken)))
        .hasMessageContaining("neither body nor gone");
  }
}
