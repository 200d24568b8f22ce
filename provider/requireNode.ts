// Imported first, since the libraries fail on an older Node.js when they are loaded, in ways that nobody understands.
import { nodeProblem } from "./nodeVersion.ts";

const problem = nodeProblem(process.versions.node);
if (problem) throw new Error(problem);
