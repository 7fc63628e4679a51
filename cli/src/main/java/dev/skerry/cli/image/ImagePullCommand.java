package dev.skerry.cli.image;

import dev.skerry.cli.client.ApiClient;
import dev.skerry.cli.client.KubeFile;
import dev.skerry.cli.console.Console;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.pull.Puller;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pull", description = "Brings images from a core here.")
final class ImagePullCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Of the core.")
  private String kubeconfig = "";

  @Parameters(paramLabel = "NAME:TAG", arity = "1..*")
  private List<String> names = List.of();

  ImagePullCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Platform platform = Platform.linux(System.getProperty("os.arch"));
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      var puller = new Puller(Images.own(console), platform, new Remote(client));
      for (String name : names) {
        console.answer(name + " " + puller.pull(Reference.parse(name)));
      }
    }
    return 0;
  }
}
