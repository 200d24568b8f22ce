/** An exception that ends a script. The console responds with 200 all the same, with a trace after what was printed. */
export class GroovyError extends Error {
  readonly className: string;

  constructor(className: string, message: string | undefined) {
    super(message);
    this.className = className;
  }

  /** What the console prints. */
  toTrace(): string {
    const message = this.message ? `${this.className}: ${this.message}` : this.className;
    return [message, ...frames.map((frame) => `\tat ${frame}`), ""].join("\n");
  }
}

/** Two changes of one user at the same time. The change has happened; saving it failed. */
export const concurrentModification = new GroovyError("java.util.ConcurrentModificationException", undefined);

/** The script calls what this version doesn't have. */
export function missingMethod(method: string): GroovyError {
  const message = `No signature of method: jenkins.security.ApiTokenProperty.${method}() is applicable for argument types: (java.lang.String)`;
  return new GroovyError("groovy.lang.MissingMethodException", message);
}

/** The script isn't Groovy. */
export function compilationError(script: string): GroovyError {
  const message =
    `startup failed:\nScript1.groovy: 1: unexpected token:  @ line 1, column ${script.length + 1}.\n` +
    `   ${script}\n            ^\n\n1 error\n`;
  return new GroovyError("org.codehaus.groovy.control.MultipleCompilationErrorsException", message);
}

const frames = [
  "org.codehaus.groovy.runtime.ScriptBytecodeAdapter.unwrap(ScriptBytecodeAdapter.java:66)",
  "Script1.run(Script1.groovy:1)",
  "groovy.lang.GroovyShell.evaluate(GroovyShell.java:574)",
  "hudson.util.RemotingDiagnostics$Script.call(RemotingDiagnostics.java:160)",
  "jenkins.model.Jenkins._doScript(Jenkins.java:4885)",
  "jenkins.model.Jenkins.doScriptText(Jenkins.java:4850)",
];
