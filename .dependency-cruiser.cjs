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
    pathNot: [
      ...[folder, ...below].map((name) => `^provider/${name}/`),
      "^provider/(requireNode|nodeVersion|afterTurns)\\.ts$",
    ],
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
        path: "^provider/(index|dynamic/(jenkinsApiToken|dynamicProvider|configurationWarnings|options|triggers)|token/model/shownNames|connection/(configWarnings|configPath|didYouMean|shownName))\\.ts$",
      },
      to: {
        path: "^provider/",
        pathNot: [
          "^provider/(requireNode|nodeVersion|dynamic/(jenkinsApiToken|dynamicProvider|configurationWarnings|options|triggers)|token/model/shownNames)\\.ts$",
          "^provider/connection/(configWarnings|configPath|didYouMean|shownName)\\.ts$",
          "^provider/errors/plainText\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-front-ends-know-pulumi",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/(dynamic|plugin)/" },
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
      comment:
        "The command line speaks to Jenkins, and shares the pure rules; what Pulumi does with tokens is none of its business.",
      severity: "error",
      from: { path: "^cli/" },
      to: {
        path: "^provider/",
        pathNot: "^provider/((connection|jenkins|http|methods|errors|token/model)/|nodeVersion)",
      },
    },
    {
      name: "provider-knows-no-cli",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^cli/" },
    },
    {
      name: "model-does-no-io",
      comment:
        "Pure rules are tested with tables. What they know of other folders is types, schemas and choices.",
      severity: "error",
      from: { path: "^provider/token/model/" },
      to: {
        path: [
          "^(node:)?(fs|net|tls|dns|http|https|http2|child_process|worker_threads|os|timers)(/|$)",
          "^provider/(http|jenkins/client|connection/clientPool)",
          "node_modules/(undici|tough-cookie)/",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nothing-published-knows-what-is-not",
      severity: "error",
      from: { path: "^(provider|cli)/" },
      to: { path: "^(emulator|test|scripts|bench|examples)/" },
    },
    {
      name: "emulator-stands-alone",
      severity: "error",
      from: { path: "^emulator/" },
      to: { path: "^(provider|cli|test|scripts|bench|examples)/" },
    },
    {
      name: "examples-know-the-package-alone",
      severity: "error",
      from: { path: "^examples/" },
      to: { path: "^(provider|cli|emulator|test|scripts|bench)/" },
    },
    {
      name: "scripts-know-no-test",
      comment: "What scripts and tests share is in scripts/, or the script is in test/.",
      severity: "error",
      from: { path: "^(scripts|bench)/" },
      to: { path: "^test/" },
    },
    {
      name: "nobody-knows-the-benchmark",
      severity: "error",
      from: { pathNot: "^(bench|test/unit)/" },
      to: { path: "^bench/" },
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
