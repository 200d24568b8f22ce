import { describeLanguage } from "./support/describeLanguage.ts";

describeLanguage("Python", "python");
