package dev.skerry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The test of the pages can fail.
final class LikenessTest {
  @TempDir Path directory;

  @Test
  void agesPortsAndChanceMayDiffer() {
    assertThat(
            Likeness.alike(
                List.of(
                    "NAME   AGE",
                    "shop-6b79bbcd87-gj974.s1   31s",
                    "shop-6b79bbcd87-aaaaa.s2   31s"),
                List.of(
                    "NAME  AGE", "shop-965ff5d44-l7dcd.s2  2m4s", "shop-965ff5d44-zzzzz.s1  2m4s")))
        .isTrue();
    assertThat(
            Likeness.alike(List.of("app http://127.0.0.1:1"), List.of("app http://127.0.0.1:22")))
        .isTrue();
  }

  @Test
  void wordsMayNot() {
    assertThat(Likeness.alike(List.of("s2   Unknown   21s"), List.of("s2   True   21s"))).isFalse();
    assertThat(Likeness.alike(List.of("a"), List.of("a", "b"))).isFalse();
    assertThat(Likeness.alike(List.of("a", "b"), List.of("a"))).isFalse();
    assertThat(Likeness.alike(List.of(), List.of("a"))).isFalse();
    assertThat(Likeness.alike(List.of("b", "a"), List.of("a", "b"))).isFalse();
  }

  @Test
  void whatIsLeftOutIsMarked() {
    List<String> shown = List.of("a", Likeness.ANYTHING, "z");
    assertThat(Likeness.alike(shown, List.of("a", "b", "c", "z"))).isTrue();
    assertThat(Likeness.alike(shown, List.of("a", "z"))).isTrue();
    assertThat(Likeness.alike(shown, List.of("a", "b"))).isFalse();
  }

  private Page page(String text) throws IOException {
    return Page.read(Files.writeString(directory.resolve("page.md"), text));
  }

  @Test
  void aBlockIsTypedOrExcused() throws IOException {
    Page typed = page("Do `this`:\n\n```console\n$ a\n1\n$ b <<X\n> X\n```\n");
    assertThat(typed.wrong()).isEmpty();
    assertThat(typed.spans()).containsExactly("this");
    assertThat(typed.steps())
        .containsExactly(
            new Page.Step("page.md:4", "a", List.of("1")),
            new Page.Step("page.md:6", "b <<X\nX", List.of()));
    assertThat(
            page("<!-- not run: it ends the machine that runs this -->\n```\n$ a\n```\n").wrong())
        .isEmpty();
    assertThat(page("<!-- not run: no -->\n```\nskerry a\n```\n").wrong()).hasSize(2);
    assertThat(page("```sh core\nskerry a\n```\n").wrong()).hasSize(2);
    assertThat(page("```text\n./skerry lab up\n```\n").wrong()).hasSize(1);
    assertThat(page("```text\n").wrong()).hasSize(1);
    assertThat(page("```console\n1\n```\n").wrong()).hasSize(1);
  }
}
