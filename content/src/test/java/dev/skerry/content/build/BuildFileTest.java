package dev.skerry.content.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.image.ImageRefused;
import org.junit.jupiter.api.Test;

final class BuildFileTest {
  private static BuildFile read(String yaml) throws ImageRefused {
    return BuildFile.of(BuildYaml.read(yaml.getBytes(UTF_8)));
  }

  @Test
  void theTagGoesIntoTheEnvironment() throws Exception {
    BuildFile plan =
        read("entrypoint: [app]\nenv: {VERSION: \"${TAG}\", N: 3}\nports: [80, 53/udp]");

    assertThat(BuildFile.forTag(plan.env(), "v7")).containsEntry("VERSION", "v7");
    assertThat(plan.env()).containsEntry("N", "3");
    assertThat(plan.ports()).containsExactly("80/tcp", "53/udp");
  }

  @Test
  void mistakesAreNamed() {
    refused("entrypoint: [a]\nentrypiont: [b]", "unknown key [entrypiont]");
    refused("runtime: java\nentrypoint: [a]", "modules are missing");
    refused("runtime: node\nentrypoint: [a]", "runtime is not java");
    refused("env: {A: b}", "entrypoint is missing");
    refused("entrypoint: run", "entrypoint is not a list");
    refused("entrypoint: [a]\nenv: {A: [b]}", "env.A holds what is no text");
    refused("entrypoint: [a]\nentrypoint: [b]", "duplicate key");
    refused("- a", "not a mapping");
  }

  private static void refused(String yaml, String because) {
    assertThatThrownBy(() -> read(yaml))
        .as(yaml)
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining(because);
  }
}
