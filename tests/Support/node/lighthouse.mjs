// Reads {"chromium", "cookie", "urls"} and writes, for each address, a line {"url", "scores", "faults"}.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { chromium, cookie, urls } = JSON.parse(readFileSync(0, "utf8"));
const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const data = join(profile, "data");
mkdirSync(data);
const chrome = await launch({
  chromePath: chromium,
  userDataDir: data,
  envVars: { ...process.env, TMPDIR: profile },
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});

// Lighthouse's own preset: a phone, its network and processor slowed down by calculation.
const options = {
  port: chrome.port,
  logLevel: "error",
  onlyCategories: ["performance", "accessibility", "best-practices"],
  extraHeaders: { Cookie: cookie },
};

try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, options);
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} leads to ${lhr.finalDisplayedUrl}`);
    const scores = Object.values(lhr.categories).map(category => [category.id, Math.round(category.score * 100)]);
    const faults = Object.values(lhr.audits).filter(audit => audit.score !== null && audit.score < 1)
      .map(audit => `${audit.id} ${audit.displayValue ?? ""}`.trim());
    console.log(JSON.stringify({ url, scores: Object.fromEntries(scores), faults }));
  }
} finally {
  chrome.kill();
  rmSync(profile, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
}
