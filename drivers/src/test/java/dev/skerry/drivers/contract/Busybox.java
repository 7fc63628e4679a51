package dev.skerry.drivers.contract;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.image.Unpacked;
import dev.skerry.node.driver.ImageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// A tiny image: the machine's static busybox and links to it, already unpacked.
public record Busybox(Path directory) implements Unpacked {
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "httpd",
          "cat",
          "sleep",
          "id",
          "env",
          "echo",
          "kill",
          "ls",
          "stat",
          "tty",
          "stty",
          "true",
          "hostname",
          "ip",
          "wget",
          "nc",
          "touch",
          "dd",
          "yes",
          "head",
          "wc",
          "mount",
          "grep",
          "setsid");

  public static Busybox in(Path directory) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path busybox =
        Command.find("busybox")
            .orElseThrow(
                () -> new IOException("busybox is missing: apt-get install busybox-static"));
    Files.copy(busybox, bin.resolve("busybox"));
    for (String applet : APPLETS) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
    for (String empty : List.of("proc", "sys", "dev", "etc", "tmp", "work")) {
      Files.createDirectories(directory.resolve(empty));
    }
    Files.writeString(
        directory.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nshop:x:7:8::/:/bin/sh\n");
    Files.writeString(directory.resolve("etc/group"), "root:x:0:\nshop:x:8:\ntill:x:9:shop\n");
    return new Busybox(directory);
  }

  public static ImageInfo image() {
    var labels = new TreeMap<String, String>();
    labels.put("skerry.dev/relocatable", "true");
    return new ImageInfo(
        "busybox:test",
        "sha256:" + "0".repeat(64),
        List.of(),
        List.of("/bin/sh"),
        List.of(),
        "/",
        "",
        "",
        labels);
  }

  @Override
  public List<Path> layers(String imageDigest) {
    return List.of(directory);
  }

  @Override
  public Path flat(String imageDigest) {
    return directory;
  }
}
