package dev.skerry.server.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Digest;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Tags.Tag;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NamedImagesTest {
  private static final SiteName SELF = new SiteName("s1");
  private final Library library =
      new Library(new MemoryContents(InstantSource.system()), new MemoryTags());

  private static View with(View view, ObjectKey key, Obj spec) {
    Uid uid = Uid.random(key.name().hashCode(), 1);
    Obj metadata =
        Json.object()
            .put("name", key.name())
            .put("namespace", key.namespace())
            .put("uid", uid.value())
            .build();
    Obj object = Json.object().put("metadata", metadata).put("spec", spec).build();
    var record =
        new PartRecord(
            new PartKey(uid, Part.SPEC, SELF),
            new Version(1, 1),
            key,
            SELF,
            new Body.Present(object));
    return view.with(new Delta.Part(record), new Revision(7)).view();
  }

  private static Obj pod(String list, String image) {
    Obj container = Json.object().put("name", "c").put("image", image).build();
    return Json.object().put(list, new Json.Arr(List.of(container))).build();
  }

  @Test
  void podsAndWhatMakesPodsNameImages() throws Exception {
    Digest byName = library.put("one".getBytes(UTF_8));
    Digest byDigest = library.put("two".getBytes(UTF_8));
    library.tags().put(new Tag("shop", "v1"), byName);
    View view = View.empty(SELF);
    view =
        with(
            view,
            ObjectKey.of(KindNames.POD, "a", "till"),
            pod("initContainers", "shop@" + byDigest));
    view =
        with(
            view,
            ObjectKey.of(KindNames.DEPLOYMENT, "a", "shop"),
            Json.object()
                .put("template", Json.object().put("spec", pod("containers", "shop:v1")).build())
                .build());
    view = with(view, ObjectKey.of(KindNames.POD, "a", "odd"), pod("containers", "::no image::"));

    View seen = view;
    var use = new NamedImages(() -> seen, library).look().orElseThrow();

    assertThat(use.wanted()).containsExactlyInAnyOrder(byName, byDigest);
    assertThat(use.run()).isEmpty();
  }
}
