import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the batch programs have in common: paths come in on standard input, one a line; verdicts go
 * into a file, as lines of "INDEX TAB COMPLAINT". An empty complaint closes the file of that index,
 * so that a program that dies in the middle can never pass for a satisfied one.
 */
final class Verdicts {
  private final PrintStream out;

  Verdicts(String path) throws IOException {
    out = new PrintStream(path, StandardCharsets.UTF_8);
  }

  static List<String> paths() {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines();
    return lines.collect(Collectors.toList());
  }

  void complain(int index, String complaint) {
    out.println(index + "\t" + complaint.strip().replaceAll("\\s+", " "));
  }

  void close(int index) {
    out.println(index + "\t");
    out.flush();
  }
}
