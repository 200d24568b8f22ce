/** The arrows of the provider go one way: resource → dynamicProvider ⇢ lifecycle → methods → jenkins → http. */

/** Which folders of provider/ a folder may import from; errors.ts is a leaf that all may use. */
const arrows = {
  http: [],
  jenkins: ["http"],
  connection: ["jenkins", "http"],
  methods: ["jenkins", "http"],
  lifecycle: ["methods", "connection", "jenkins", "http"],
};

const within = Object.entries(arrows).map(([folder, below]) => ({
  name: `${folder}-imports-only-below`,
  comment: `provider/${folder} may import from ${below.join(", ") || "no other folder"} and errors.ts`,
  severity: "error",
  from: { path: `^provider/${folder}/` },
  to: {
    path: "^provider/",
    pathNot: [...[folder, ...below].map((name) => `^provider/${name}/`), "^provider/errors\\.ts$"],
  },
}));

module.exports = {
  forbidden: [
    ...within,
    {
      name: "http-knows-no-jenkins-errors",
      severity: "error",
      from: { path: "^provider/http/" },
      to: { path: "^provider/errors\\.ts$" },
    },
    {
      name: "errors-is-a-leaf",
      severity: "error",
      from: { path: "^provider/errors\\.ts$" },
      to: { path: ".+" },
    },
    {
      name: "importing-the-package-loads-no-lifecycle",
      comment: "A program that declares tokens must not load undici, zod and the rest.",
      severity: "error",
      from: { path: "^provider/[^/]+\\.ts$" },
      to: { path: "^provider/[^/]+/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only-lifecycle-knows-pulumi",
      severity: "error",
      from: { path: "^provider/(http|jenkins|connection|methods)/" },
      to: { path: "@pulumi/" },
    },
    {
      name: "cli-knows-no-lifecycle",
      comment: "The command line speaks to Jenkins; what Pulumi does with tokens is none of its business.",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^provider/", pathNot: "^provider/((connection|jenkins|http|methods)/|errors\\.ts$)" },
    },
    {
      name: "provider-knows-no-cli",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^cli/" },
    },
    {
      name: "nothing-published-knows-the-emulator",
      severity: "error",
      from: { path: "^(provider|cli)/" },
      to: { path: "^(emulator|test|scripts|bench|examples)/" },
    },
    {
      name: "emulator-knows-no-provider",
      severity: "error",
      from: { path: "^emulator/" },
      to: { path: "^(provider|cli|test)/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
