import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What the batch programs have in common: paths come in on standard input, one a line, for as long
 * as it is open, and are numbered from 0; verdicts go into a file, as lines of "INDEX TAB COMPLAINT".
 * An empty complaint closes the file of that index, so that a program that dies in the middle can
 * never pass for a satisfied one.
 */
final class Verdicts {
  private final PrintStream out;
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  Verdicts(String path) throws IOException {
    out = new PrintStream(path, StandardCharsets.UTF_8);
  }

  /** The next path; null at the end. Waits for it. */
  String next() throws IOException {
    return in.readLine();
  }

  void complain(int index, String complaint) {
    out.println(index + "\t" + complaint.strip().replaceAll("\\s+", " "));
  }

  void close(int index) {
    out.println(index + "\t");
    out.flush();
  }
}
