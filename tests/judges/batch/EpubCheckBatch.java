import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

/** Many EPUBs through epubcheck in one JVM. Usage: EpubCheckBatch VERDICTS, paths on stdin. */
final class EpubCheckBatch {
  /** Whatever is a warning or worse is a complaint; hints ("usage") are not. */
  private static final class Report extends MasterReport {
    private final Verdicts verdicts;
    private final int index;

    Report(Verdicts verdicts, int index, String path) {
      this.verdicts = verdicts;
      this.index = index;
      setEpubFileName(path);
      setLocale(Locale.ENGLISH);
    }

    @Override
    public void message(Message message, EPUBLocation place, Object... arguments) {
      Severity severity = message.getSeverity();
      if (severity.toInt() >= Severity.WARNING.toInt()) {
        String where = place.getPath() + ":" + place.getLine() + ":" + place.getColumn();
        verdicts.complain(
            index, severity + " " + message.getID() + " " + where + " " + message.getMessage(arguments));
      }
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
      return 0;
    }

    @Override
    public void initialize() {}
  }

  public static void main(String[] arguments) throws Exception {
    Verdicts verdicts = new Verdicts(arguments[0]);
    String path;
    for (int index = 0; (path = verdicts.next()) != null; index++) {
      File file = new File(path);
      try {
        new EpubCheck(file, new Report(verdicts, index, file.getPath())).doValidate();
      } catch (Exception | StackOverflowError failure) {
        verdicts.complain(index, "could not be checked: " + failure);
      }
      verdicts.close(index);
    }
  }
}
