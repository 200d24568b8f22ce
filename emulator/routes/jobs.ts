import type { Exchange } from "../exchange.ts";
import type { Build } from "../model/jobs.ts";
import { sendNotFound, sendPostRequired } from "../responses.ts";
import { sendApiJson } from "./apiJson.ts";
import type { Router } from "./router.ts";

/** Jobs, their builds, and the queue between the two. */
export function addJobs(router: Router): void {
  router.readable("/job/:job/build", startBuild);
  router.readable("/job/:job/api/json", (exchange) => {
    const { job } = parameters(exchange);
    const builds = exchange.controller.jobs.builds(job);
    if (builds) sendApiJson(exchange, toJob(exchange, job, builds));
    else sendNotFound(exchange);
  });
  router.readable("/job/:job/:number/api/json", (exchange) => {
    const { job, number } = parameters(exchange);
    const builds = exchange.controller.jobs.builds(job);
    const build = number === "lastBuild" ? builds?.at(-1) : builds?.find((one) => `${one.number}` === number);
    if (build) sendApiJson(exchange, toBuild(exchange, build));
    else sendNotFound(exchange);
  });
  router.readable("/queue/item/:number/api/json", (exchange) => {
    const build = exchange.controller.jobs.queueItem(Number(parameters(exchange).number));
    if (build) sendApiJson(exchange, toQueueItem(exchange, build));
    else sendNotFound(exchange);
  });
}

/** A job as lists show it. */
export function toJobSummary({ controller, rootUrl }: Exchange, job: string) {
  const color = controller.jobs.builds(job)?.length ? "blue" : "notbuilt";
  return { _class: "hudson.model.FreeStyleProject", name: job, url: jobUrl(rootUrl, job), color };
}

function startBuild(exchange: Exchange): void {
  const { controller, identity, reply, request, rootUrl } = exchange;
  const { job } = parameters(exchange);
  if (!controller.jobs.builds(job)) sendNotFound(exchange);
  else if (request.method !== "POST") {
    const { detailedRefusals } = controller.features;
    sendPostRequired(exchange, detailedRefusals ? undefined : "You must use POST method to trigger builds");
  } else {
    const { queueId } = controller.jobs.build(job, identity.name);
    reply.code(201).header("Location", `${rootUrl}queue/item/${queueId}/`).send();
  }
}

function toJob(exchange: Exchange, job: string, builds: readonly Build[]) {
  const { _class, name, url, color } = toJobSummary(exchange, job);
  const last = builds.at(-1);
  const lastBuild = last ? toBuildSummary(exchange, last) : null;
  return {
    _class,
    name,
    url,
    buildable: true,
    builds: builds.toReversed().map((build) => toBuildSummary(exchange, build)),
    color,
    inQueue: false,
    lastBuild,
    lastCompletedBuild: lastBuild,
    lastSuccessfulBuild: lastBuild,
    nextBuildNumber: builds.length + 1,
  };
}

function toBuild(exchange: Exchange, build: Build) {
  const { _class, number, url } = toBuildSummary(exchange, build);
  return {
    _class,
    actions: [causes(build)],
    building: false,
    displayName: `#${number}`,
    id: `${number}`,
    inProgress: false,
    number,
    queueId: build.queueId,
    result: "SUCCESS",
    timestamp: build.startedAt.getTime(),
    url,
  };
}

function toQueueItem(exchange: Exchange, build: Build) {
  return {
    _class: "hudson.model.Queue$LeftItem",
    actions: [causes(build)],
    blocked: false,
    buildable: false,
    id: build.queueId,
    inQueueSince: build.startedAt.getTime(),
    params: "",
    stuck: false,
    task: toJobSummary(exchange, build.job),
    url: `queue/item/${build.queueId}/`,
    why: null,
    cancelled: false,
    executable: toBuildSummary(exchange, build),
  };
}

function causes({ startedBy }: Build) {
  const cause = {
    _class: "hudson.model.Cause$UserIdCause",
    shortDescription: `Started by user ${startedBy}`,
    userId: startedBy,
    userName: startedBy,
  };
  return { _class: "hudson.model.CauseAction", causes: [cause] };
}

function toBuildSummary({ rootUrl }: Exchange, { job, number }: Build) {
  return { _class: "hudson.model.FreeStyleBuild", number, url: `${jobUrl(rootUrl, job)}${number}/` };
}

function jobUrl(rootUrl: string, job: string): string {
  return `${rootUrl}job/${encodeURIComponent(job)}/`;
}

function parameters({ request }: Exchange): { job: string; number: string } {
  return request.params as { job: string; number: string };
}
