package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.image.CoreImages;
import dev.skerry.server.image.OwnImages;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "remove",
    description = "Removes images here, or with --kubeconfig at a core; sites keep what they have.")
final class ImageRemoveCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Of the core.")
  private String kubeconfig = "";

  @Parameters(paramLabel = "NAME:TAG", arity = "1..*", description = "Which images.")
  private List<String> names = List.of();

  ImageRemoveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (kubeconfig.isEmpty()) {
      var images = new OwnImages(console.home());
      for (String name : names) {
        images.remove(name);
        console.progress("removed " + name);
      }
      return 0;
    }
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      var images = new CoreImages(client);
      for (String name : names) {
        images.remove(name);
        console.progress("removed " + name + " at " + client.server());
      }
    }
    return 0;
  }
}
