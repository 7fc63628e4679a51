package dev.skerry.control.event;

import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.story.Story;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ExpiryTest {
  /// After a full disk every controller is asked about every key that was lost.
  @Test
  void onlyEventsExpireWhateverItIsAskedAbout() {
    var core = new Story("core", new Expiry());
    core.put(namespace("default"));
    core.put(
        json(
            "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'till', 'namespace':"
                + " 'default'}}"));
    core.advance(Duration.ofHours(2));
    core.settle();
    assertThat(core.has(ObjectKey.of(GroupKind.core("ConfigMap"), "default", "till"))).isTrue();
  }
}
