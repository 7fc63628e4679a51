package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Output;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.doctor.Doctor;
import dev.skerry.server.doctor.Finding;
import dev.skerry.server.doctor.Patient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Looks at this machine, and at a directory, and says how to mend what is wrong.")
final class DoctorCommand implements Callable<Integer> {
  private static final int UNWELL = 1;

  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Of a core, a site or a node. Without it: only the machine.")
  private Path data = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json.")
  private String output = "text";

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean json = Output.json(output);
    Optional<Patient> patient =
        data.toString().isEmpty() ? Optional.empty() : Optional.of(Patient.of(new DataDir(data)));
    List<Finding> all = new ArrayList<>();
    boolean well =
        Doctor.of(patient)
            .examine(finding -> {
              all.add(finding);
              if (!json) {
                console.answer(finding.text());
              }
            });
    if (json) {
      List<Json> items = all.stream().<Json>map(Finding::json).toList();
      console.answer(
          JsonText.write(Json.object().put("well", well).put("checks", Json.array(items)).build()));
    }
    return well ? 0 : UNWELL;
  }
}
