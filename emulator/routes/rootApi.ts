import type { Exchange } from "../exchange.ts";
import { sendPage } from "../responses.ts";
import { sendApiJson } from "./apiJson.ts";
import { toJobSummary } from "./jobs.ts";
import type { Router } from "./router.ts";

/** The dashboard and `/api/json`. */
export function addRootApi(router: Router): void {
  router.readable("/", (exchange) => sendPage(exchange, { title: "Dashboard", body: "<h1>Dashboard</h1>" }));
  router.readable("/api/json", (exchange) => sendApiJson(exchange, toRoot(exchange)));
}

function toRoot(exchange: Exchange) {
  const { controller, rootUrl: url } = exchange;
  const view = { _class: "hudson.model.AllView", name: "all", url };
  return {
    _class: "hudson.model.Hudson",
    assignedLabels: [{ name: "built-in" }],
    mode: "NORMAL",
    nodeDescription: "the Jenkins controller's built-in node",
    nodeName: "",
    numExecutors: 1,
    description: null,
    jobs: controller.jobs.names().map((job) => toJobSummary(exchange, job)),
    overallLoad: {},
    primaryView: view,
    quietDownReason: null,
    quietingDown: false,
    slaveAgentPort: -1,
    unlabeledLoad: { _class: "jenkins.model.UnlabeledLoadStatistics" },
    url,
    useCrumbs: controller.crumbIssuer,
    useSecurity: true,
    views: [view],
  };
}
