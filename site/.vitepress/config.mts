import { defineConfig } from "vitepress";

/** The README and the pages of docs/, which collectPages.mjs brings here. A link that leads nowhere fails the build. */
export default defineConfig({
  title: "Jenkins API tokens as code",
  description: "A Pulumi resource that creates, verifies, rotates and revokes Jenkins API tokens.",
  base: process.env.SITE_BASE ?? "/",
  srcDir: "pages",
  outDir: "dist",
  markdown: {
    // The texts of errors name controllers, which are no links.
    linkify: false,
    config({ core, renderer: { rules } }) {
      // A phone shows each cell with the heading of its column: see theme/style.css.
      core.ruler.push("label-cells", ({ tokens }) => {
        let headings: string[] = [];
        let column = 0;
        for (const [index, token] of tokens.entries()) {
          if (token.type === "thead_open") headings = [];
          if (token.type === "th_open") headings.push(tokens[index + 1]?.content ?? "");
          if (token.type === "tr_open") column = 0;
          if (token.type === "td_open") token.attrSet("data-label", headings[column++] ?? "");
        }
      });
      // Indented blocks are commands, and look like those between fences.
      rules.code_block = (tokens, index, ...context) => {
        const token = tokens[index];
        if (token) token.info = "sh";
        return rules.fence?.(tokens, index, ...context) ?? "";
      };
    },
  },
  themeConfig: {
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: "https://github.com/pulumi-jenkins/pulumi-jenkins" }],
    outline: [2, 3],
    sidebar: [
      {
        text: "Tokens",
        items: [
          { text: "Overview", link: "/" },
          { text: "Methods", link: "/methods" },
          { text: "Rotation", link: "/rotation" },
          { text: "Packaged provider", link: "/packaged-provider" },
        ],
      },
      {
        text: "Around them",
        items: [
          { text: "Connections", link: "/connections" },
          { text: "Gateways and single sign-on", link: "/gateways" },
          { text: "Doctor and tokens", link: "/command-line" },
          { text: "Taking an inventory", link: "/inventory" },
          { text: "Pulumi's options", link: "/pulumi-options" },
          { text: "Projects and package managers", link: "/projects" },
        ],
      },
      {
        text: "Good to know",
        items: [
          { text: "Security model", link: "/security" },
          { text: "Limits", link: "/limits" },
          { text: "Errors", link: "/errors" },
          { text: "Comparison", link: "/comparison" },
          { text: "Changes", link: "/CHANGELOG" },
        ],
      },
    ],
  },
});
