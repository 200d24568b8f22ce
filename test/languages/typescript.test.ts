import { describeLanguage } from "./support/describeLanguage.ts";

describeLanguage("TypeScript");
