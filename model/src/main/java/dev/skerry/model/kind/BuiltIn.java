package dev.skerry.model.kind;

import dev.skerry.model.json.JsonText;
import dev.skerry.model.schema.Definitions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The kinds and schemas that come with the program, as resources on its class path. A file of
/// definitions is read when one of them is first walked, and kept.
final class BuiltIn {
  static final Definitions DEFINITIONS =
      new Definitions(
          List.of(
              "admissionregistration",
              "apiextensions",
              "apps",
              "autoscaling",
              "certificates",
              "coordination",
              "core",
              "meta",
              "rbac",
              "skerry"),
          name -> resource("/dev/skerry/model/schema/" + name + ".json"));

  static final Kinds KINDS =
      Kinds.of(
          KindReader.read(
              JsonText.stored(resource("/dev/skerry/model/kind/kinds.json")), DEFINITIONS));

  private BuiltIn() {}

  private static byte[] resource(String path) {
    try (InputStream in = BuiltIn.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + path);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("the program's file " + path + " cannot be read", broken);
    }
  }
}
