import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import hudson.model.User;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import jenkins.security.ApiTokenProperty;
import jenkins.security.ExpiringProperty;
import jenkins.security.SavingProperty;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** Runs scripts as Jenkins' script console does: a script a line on stdin, what it printed a line on stdout, in base64. */
public class ScriptConsole {
  public static void main(String[] unused) throws Exception {
    new User("admin", new ExpiringProperty());
    new User("of 2.548", new ExpiringProperty());
    new User("of 2.260", new SavingProperty());
    new User("of 2.129", new ApiTokenProperty());
    new User("without", null);
    BufferedReader scripts = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    PrintStream outputs = new PrintStream(System.out, true, "UTF-8");
    for (String line; (line = scripts.readLine()) != null; ) {
      String script = new String(Base64.getDecoder().decode(line), "UTF-8");
      outputs.println(Base64.getEncoder().encodeToString(run(script).getBytes("UTF-8")));
    }
  }

  private static String run(String script) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    ImportCustomizer imports = new ImportCustomizer().addStarImports("jenkins", "jenkins.model", "hudson", "hudson.model");
    configuration.addCompilationCustomizers(imports);
    StringWriter output = new StringWriter();
    PrintWriter printer = new PrintWriter(output, true);
    Binding binding = new Binding();
    binding.setVariable("out", printer);
    try {
      Object result = new GroovyShell(ScriptConsole.class.getClassLoader(), binding, configuration).evaluate(script);
      if (result != null) printer.println("Result: " + result);
    } catch (Throwable error) {
      error.printStackTrace(printer);
    }
    return output.toString();
  }
}
