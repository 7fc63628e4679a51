package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Parse;
import dev.skerry.server.client.Refused;
import dev.skerry.server.lab.Lab;
import dev.skerry.server.lab.LabState.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "kubeconfig", description = "Prints the path of a kubeconfig for kubectl.")
final class KubeconfigCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  @Option(names = "--site", paramLabel = "SITE", description = "Of that site's own API.")
  private String site = "";

  @Option(names = "--via-core", description = "Of the site's API as the core serves it.")
  private boolean viaCore;

  KubeconfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (viaCore && site.isEmpty()) {
      throw Parse.usage("--via-core needs --site SITE");
    }
    Lab lab = Lab.required(console.home(), name.text());
    Path file = lab.dir().core().adminKubeconfig();
    if (viaCore) {
      file = through(lab, lab.site(site));
    } else if (!site.isEmpty()) {
      file = lab.data(lab.site(site)).adminKubeconfig();
    }
    if (!Files.exists(file)) {
      throw new Refused("there is no " + file + " yet; skerry lab up finishes what it began");
    }
    console.answer(file.toString());
    return 0;
  }

  /// The core's own file with the site's path behind the server.
  private static Path through(Lab lab, Site site) throws IOException, Refused {
    Path own = lab.dir().core().adminKubeconfig();
    Path file = lab.dir().root().resolve("via-core-" + site.name() + ".kubeconfig");
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    String url = lab.state().coreUrl();
    try {
      String text = Files.readString(own).replace(url, url + "/sites/" + site.name());
      Files.deleteIfExists(unfinished);
      Path _ =
          Files.createFile(
              unfinished,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (NoSuchFileException absent) {
      throw new Refused(
          "there is no " + own + " yet; skerry lab up finishes what it began", absent);
    }
  }
}
