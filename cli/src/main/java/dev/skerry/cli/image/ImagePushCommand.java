package dev.skerry.cli.image;

import dev.skerry.cli.client.ApiClient;
import dev.skerry.cli.client.KubeFile;
import dev.skerry.cli.console.Console;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Reference;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "push", description = "Sends images from here to a core.")
final class ImagePushCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Of the core.")
  private String kubeconfig = "";

  @Parameters(paramLabel = "NAME:TAG", arity = "1..*")
  private List<String> names = List.of();

  ImagePushCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Library library = Images.own(console);
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      for (String name : names) {
        new Remote(client).push(library, Reference.parse(name));
        console.progress("pushed " + name + " to " + client.server());
      }
    }
    return 0;
  }
}
