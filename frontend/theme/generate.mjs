// Makes theme/samspill.css from theme/designsystemet.config.json: light and dark scales with enough contrast.
// The generator brings 150 packages, so it is fetched for the occasion and its result is committed.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "1.15.0";
const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "samspill-theme-"));

function generator(...words) {
  execFileSync("npx", ["--yes", `@digdir/designsystemet@${VERSION}`, "tokens", ...words], { cwd: work, stdio: "inherit" });
}

try {
  copyFileSync(join(here, "designsystemet.config.json"), join(work, "designsystemet.config.json"));
  generator("create", "--config", "designsystemet.config.json");
  generator("build", "--config", "designsystemet.config.json");
  copyFileSync(join(work, "design-tokens-build", "samspill.css"), join(here, "samspill.css"));
} finally {
  rmSync(work, { recursive: true });
}
