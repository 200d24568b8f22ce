import { describeLanguage } from "./support/describeLanguage.ts";

describeLanguage("YAML", "yaml");
