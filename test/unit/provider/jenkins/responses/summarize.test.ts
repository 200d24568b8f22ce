import { describe, expect, it } from "vitest";
import { createSecrets } from "../../../../../provider/http/secrets.ts";
import { summarize } from "../../../../../provider/jenkins/responses/summarize.ts";

const asItIs = (text: string) => text;

function summaryOf(contentType: string, body: string, redact = asItIs) {
  return summarize({ status: 500, headers: { "content-type": contentType }, body }, redact);
}

describe("what a response says", () => {
  it("is the message of Jetty's JSON", () => {
    const body =
      '{\n"servlet":"Stapler",\n"message":"No valid crumb was included in the request",\n"status":"403"\n}';
    expect(summaryOf("application/json", body)).toBe("No valid crumb was included in the request");
  });

  it("is the title and the headings of a page, each of them once", () => {
    const body =
      "<!DOCTYPE html><html><head><title>Not Found - Jenkins</title></head><body><h1> Oops! </h1>" +
      "<h2>Not\n Found</h2><h2>Oops!</h2><p>80 KB more</p></body></html>";
    expect(summaryOf("text/html", body)).toBe("Not Found - Jenkins – Oops! – Not Found");
  });

  it("is the reason of an access that was denied", () => {
    const body =
      '<html><head><title>Jenkins</title></head><body><h1>Access Denied</h1><p class="error">alice is missing ' +
      "the Overall/Administer permission</p></body></html>";
    expect(summaryOf("text/html", body)).toBe(
      "Jenkins – Access Denied – alice is missing the Overall/Administer permission",
    );
  });

  it("is the first line of any other text", () => {
    expect(summaryOf("text/plain", "\nupstream connect error\nat 10.0.0.1")).toBe("upstream connect error");
    expect(summaryOf("application/json", "half of a JS")).toBe("half of a JS");
    expect(summaryOf("text/html", "")).toBe("");
  });

  it("is never longer than 200 characters", () => {
    expect(summaryOf("text/plain", "x".repeat(1000))).toBe(`${"x".repeat(199)}…`);
    expect(summaryOf("text/plain", "x".repeat(200))).toBe("x".repeat(200));
  });

  it("shows no part of a secret, where it is cut off neither", () => {
    const secrets = createSecrets();
    secrets.add("a-long-secret");
    const summary = summaryOf("text/plain", `${"x".repeat(194)}a-long-secret`, secrets.redact);
    expect(summary).toBe(`${"x".repeat(194)}[secr…`);
  });

  it("shows no token that Jenkins has just created, whole or in part", () => {
    const uuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";
    const body = `{"tokenUuid":"${uuid}","tokenValue":"110123456789abcdef0123456789abcdef"`;
    for (const length of [body.length, body.length - 10]) {
      const summary = summaryOf("application/json", body.slice(0, length));
      expect(summary).toMatch(new RegExp(`^{"tokenUuid":"${uuid}","tokenValue":"\\[secret\\]"?$`));
    }
  });

  it("shows no secret that a page has escaped", () => {
    const secrets = createSecrets();
    secrets.add("p&<w");
    const page = "<html><head><title>you sent p&amp;&lt;w</title></head></html>";
    expect(summaryOf("text/html", page, secrets.redact)).toBe("you sent [secret]");
  });
});
