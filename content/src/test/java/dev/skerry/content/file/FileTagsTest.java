package dev.skerry.content.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.Digest;
import dev.skerry.content.image.Tags.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTagsTest {
  private static final Tag SHOP = new Tag("shop", "v1");

  @TempDir private Path root;

  @Test
  void namesAreThereAfterARestart() throws Exception {
    Digest first = Digest.of("1".getBytes(UTF_8));
    Digest second = Digest.of("2".getBytes(UTF_8));
    FileTags tags = FileTags.at(root);
    tags.put(SHOP, first);
    tags.put(SHOP, second);
    tags.put(new Tag("till", "v1"), first);
    assertThat(tags.remove(new Tag("till", "v1"))).isTrue();

    FileTags again = FileTags.at(root);

    assertThat(again.find(SHOP)).contains(second);
    assertThat(again.all()).hasSize(1);
    assertThat(again.remove(new Tag("till", "v1"))).isFalse();
  }

  @Test
  void aDamagedFileIsRefusedWithTheRemedy() throws Exception {
    Files.writeString(root.resolve("tags.json"), "{\"shop:v1\": \"sha256:12\"}");

    assertThatThrownBy(() -> FileTags.at(root)).hasMessageContaining("move the file away");
  }
}
