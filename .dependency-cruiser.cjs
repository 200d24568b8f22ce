/** The arrows of the provider go one way: dynamic, plugin → token → connection, methods → jenkins → http; errors is a leaf. */

/** Which folders of provider/ a folder may import from, besides itself. */
const arrows = {
  http: [],
  errors: [],
  jenkins: ["http", "errors"],
  connection: ["jenkins", "http", "errors"],
  methods: ["jenkins", "http", "errors"],
  token: ["methods", "connection", "jenkins", "http", "errors"],
  dynamic: ["token", "connection", "http", "errors"],
  plugin: ["token", "connection", "http", "errors"],
};

const within = Object.entries(arrows).map(([folder, below]) => ({
  name: `${folder}-imports-only-below`,
  comment: `provider/${folder} may import from ${below.join(", ") || "no other folder"}`,
  severity: "error",
  from: { path: `^provider/${folder}/` },
  to: {
    path: "^provider/",
    pathNot: [...[folder, ...below].map((name) => `^provider/${name}/`), "^provider/requireNode\\.ts$"],
  },
}));

module.exports = {
  forbidden: [
    ...within,
    {
      name: "errors-is-a-leaf",
      severity: "error",
      from: { path: "^provider/errors/" },
      to: { path: ".+", pathNot: "^provider/errors/" },
    },
    {
      name: "importing-the-package-loads-no-lifecycle",
      comment: "A program that declares tokens must not load undici, zod and the rest.",
      severity: "error",
      from: {
        path: "^provider/(index|dynamic/(jenkinsApiToken|dynamicProvider|configurationWarnings)|connection/(configWarnings|configPath|didYouMean|shownName))\\.ts$",
      },
      to: {
        path: "^provider/",
        pathNot: [
          "^provider/(requireNode|nodeVersion|dynamic/(jenkinsApiToken|dynamicProvider|configurationWarnings))\\.ts$",
          "^provider/connection/(configWarnings|configPath|didYouMean|shownName)\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-front-ends-know-pulumi",
      severity: "error",
      from: { path: "^provider/(http|errors|jenkins|connection|methods|token)/" },
      to: { path: "@pulumi/" },
    },
    {
      name: "only-the-plugin-knows-grpc",
      severity: "error",
      from: { path: "^(provider|cli)/", pathNot: "^provider/plugin/" },
      to: { path: "node_modules/(@grpc|google-protobuf)/" },
    },
    {
      name: "cli-knows-no-front-end",
      comment: "The command line speaks to Jenkins; what Pulumi does with tokens is none of its business.",
      severity: "error",
      from: { path: "^cli/" },
      to: {
        path: "^provider/",
        pathNot: "^provider/((connection|jenkins|http|methods|errors)/|requireNode)",
      },
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
