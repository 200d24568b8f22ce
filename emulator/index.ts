export type { Fault } from "./faults/fault.ts";
export { faultCatalogue } from "./faults/fault.ts";
export * as hostile from "./faults/hostile.ts";
export { refuseEncodedSlash, refusePath, requireCookie } from "./gateways/gateway.ts";
export { identityAwareProxy } from "./gateways/identityAwareProxy.ts";
export { defaultUsers, type EmbeddedJenkinsOptions } from "./options.ts";
export { startProxy } from "./proxy.ts";
export { type EmbeddedJenkins, startEmbeddedJenkins } from "./startEmbeddedJenkins.ts";
