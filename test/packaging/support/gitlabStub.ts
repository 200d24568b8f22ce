/**
 * As much of @pulumi/gitlab as the examples use, with the names of its schema: the package isn't in every registry that
 * the others are in.
 */
export const gitlabStub = {
  "package.json": JSON.stringify({ name: "@pulumi/gitlab", main: "index.js", types: "index.d.ts" }),
  "index.d.ts": `
    import * as pulumi from "@pulumi/pulumi";
    interface ProjectHookArgs {
      project: pulumi.Input<string>;
      url: pulumi.Input<string>;
      pushEvents?: pulumi.Input<boolean>;
      customHeaders?: pulumi.Input<pulumi.Input<{ key: pulumi.Input<string>; value: pulumi.Input<string> }>[]>;
    }
    export declare class ProjectHook extends pulumi.CustomResource {
      constructor(name: string, args: ProjectHookArgs);
    }
    interface ProjectVariableArgs {
      project: pulumi.Input<string>;
      key: pulumi.Input<string>;
      value: pulumi.Input<string>;
      masked?: pulumi.Input<boolean>;
      raw?: pulumi.Input<boolean>;
    }
    export declare class ProjectVariable extends pulumi.CustomResource {
      constructor(name: string, args: ProjectVariableArgs);
    }
  `,
  "index.js": `
    const pulumi = require("@pulumi/pulumi");
    const toResource = (type) => class extends pulumi.CustomResource {
      constructor(name, args) { super(type, name, args); }
    };
    exports.ProjectHook = toResource("gitlab:index/projectHook:ProjectHook");
    exports.ProjectVariable = toResource("gitlab:index/projectVariable:ProjectVariable");
  `,
};
