/** Whether a line that a provider process has printed is for people. The SDK prints a pointer beside each error that it hands on. */
export function isForPeople(line: string): boolean {
  return line !== "" && !line.startsWith("JenkinsApiToken failed");
}
