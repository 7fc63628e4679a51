package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.image.OwnImages;
import dev.skerry.server.image.Progress;
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

  @Parameters(paramLabel = "NAME:TAG", arity = "1..*", description = "Which images.")
  private List<String> names = List.of();

  ImagePushCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      var images = new OwnImages(console.home());
      for (String name : names) {
        var lines = new BlobLines(console::draw, System::nanoTime);
        boolean watched = Console.watched();
        images.push(client, name, watched ? lines : Progress.NONE);
        console.progress(
            "pushed " + name + " to " + client.server() + (watched ? lines.total() : ""));
      }
    }
    return 0;
  }
}
