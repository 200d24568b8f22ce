import { escapeHtml } from "./html.ts";

/** An error for which Jetty sends its own page, before or without Jenkins. */
export interface JettyError {
  status: number;
  message: string;
  /** The requested path, or the whole address when no application is served there. */
  uri: string;
  /** The servlet that refused the request; undefined when there is none at that path. */
  servlet: string | undefined;
}

/** A rendered error with its content type. */
export interface JettyPage {
  contentType: string;
  body: string;
}

/** The page in the first form that the `Accept` header names and Jetty has: HTML, plain text or JSON. */
export function jettyErrorPage(
  error: JettyError,
  { accept = "", jetty12 }: { accept: string | undefined; jetty12: boolean },
): JettyPage {
  for (const type of accept.split(",")) {
    const name = type.split(";")[0]?.trim().toLowerCase();
    if (name === "application/json" || name === "text/json") return toJson(error);
    if (name === "text/plain") return toText(error);
    if (name === "text/html" || name === "text/*" || name === "*/*") break;
  }
  return toHtml(error, jetty12);
}

function toHtml(error: JettyError, jetty12: boolean): JettyPage {
  const [address, version] = jetty12
    ? ["https://jetty.org/", "12.1.8"]
    : ["https://eclipse.org/jetty", "9.4.45.v20220203"];
  const title = `${error.status} ${escapeHtml(error.message)}`;
  const heading = `<h2>HTTP ERROR ${title}</h2>`;
  const rows = toRows(error).map(
    ([name, value]) => `<tr><th>${name}:</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const body = [
    "<html>",
    "<head>",
    '<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>',
    `<title>Error ${title}</title>`,
    "</head>",
    ...(error.servlet ? [`<body>${heading}`] : ["<body>", heading]),
    "<table>",
    ...rows,
    "</table>",
    `<hr/><a href="${address}">Powered by Jetty:// ${version}</a><hr/>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
  return { contentType: "text/html;charset=iso-8859-1", body };
}

function toText(error: JettyError): JettyPage {
  const lines = [
    `HTTP ERROR ${error.status} ${error.message}`,
    ...toRows(error).map(([name, value]) => `${name}: ${value}`),
    "",
  ];
  return { contentType: "text/plain;charset=iso-8859-1", body: lines.join("\n") };
}

function toJson({ servlet, message, uri, status }: JettyError): JettyPage {
  const members = Object.entries({ servlet, message, url: uri, status: `${status}` })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  return { contentType: "application/json", body: `{\n${members.join(",\n")}\n}` };
}

function toRows({ uri, status, message, servlet }: JettyError): [string, string][] {
  const rows: [string, string][] = [
    ["URI", uri],
    ["STATUS", `${status}`],
    ["MESSAGE", message],
  ];
  return servlet ? [...rows, ["SERVLET", servlet]] : rows;
}
