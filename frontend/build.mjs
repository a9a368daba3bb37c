// Builds frontend/dist/samspill: main.css, main.js, passkeys.js, the font and the icons. The same input gives the same bytes.
import { build } from "esbuild";
import { copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist", "samspill");
const font = join(here, "..", "node_modules", "@fontsource-variable", "inter", "files", "inter-latin-wght-normal.woff2");

rmSync(join(here, "dist"), { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  entryPoints: [join(here, "css", "main.css"), join(here, "modules", "main.js"), join(here, "modules", "passkeys.js")],
  outdir: out,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  legalComments: "none",
  charset: "utf8",
  // The oldest browsers that know cascade layers; what they do not know is rewritten for them.
  target: ["chrome99", "edge99", "firefox97", "safari15.4"],
  external: ["*.woff2"],
  logLevel: "warning",
});
copyFileSync(font, join(out, "inter.woff2"));
cpSync(join(here, "static"), out, { recursive: true });
