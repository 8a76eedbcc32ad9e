import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Many PDFs through veraPDF in one JVM, each against every flavour named.
 * Usage: VeraPdfBatch VERDICTS FLAVOUR…, paths on stdin; flavours as veraPDF spells them (3a, ua1).
 */
final class VeraPdfBatch {
  private static final int NO_LIMIT = -1;

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    VeraPDFFoundry foundry = Foundries.defaultInstance();
    Verdicts verdicts = new Verdicts(arguments[0]);
    String path;
    for (int index = 0; (path = verdicts.next()) != null; index++) {
      for (int i = 1; i < arguments.length; i++) {
        validate(foundry, flavour(arguments[i]), path, verdicts, index);
      }
      verdicts.close(index);
    }
  }

  private static PDFAFlavour flavour(String id) {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
    if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR) {
      throw new IllegalArgumentException("veraPDF knows no flavour " + id);
    }
    return flavour;
  }

  private static void validate(
      VeraPDFFoundry foundry, PDFAFlavour flavour, String path, Verdicts verdicts, int index) {
    try (PDFAParser parser = foundry.createParser(new File(path), flavour);
        PDFAValidator validator = foundry.createValidator(flavour, NO_LIMIT, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      Map<RuleId, TestAssertion> first = firstFailures(result);
      for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
        RuleId rule = failed.getKey();
        verdicts.complain(
            index,
            String.format(
                "%s %s clause %s test %d, %d times: %s",
                flavour.getId(),
                rule.getSpecification().getId(),
                rule.getClause(),
                rule.getTestNumber(),
                failed.getValue(),
                words(first.get(rule))));
      }
      if (!result.isCompliant() && result.getFailedChecks().isEmpty()) {
        verdicts.complain(index, flavour.getId() + " not compliant, no rule named");
      }
    } catch (Exception | StackOverflowError failure) {
      verdicts.complain(index, flavour.getId() + " could not be validated: " + failure);
    }
  }

  private static Map<RuleId, TestAssertion> firstFailures(ValidationResult result) {
    Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        first.putIfAbsent(assertion.getRuleId(), assertion);
      }
    }
    return first;
  }

  private static String words(TestAssertion failure) {
    if (failure == null) {
      return "";
    }
    String error = failure.getErrorMessage();
    String message = error != null ? error : failure.getMessage();
    return failure.getLocation() == null
        ? message
        : message + " | " + failure.getLocation().getContext();
  }
}
