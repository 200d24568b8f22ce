import { describeLanguage } from "./support/describeLanguage.ts";

describeLanguage("Go", "go");
