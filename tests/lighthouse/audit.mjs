// Audits pages of a built site with Lighthouse, and prints what it says of each.
//
//   CHROMIUM=PROGRAM node audit.mjs APP SITE {"pages": […], "forms": ["desktop", "mobile"]}
//
// For each page and form a line of JSON: the scores by category (0 to 100), the audits that cost
// points with the places that they name, and the figures behind the performance.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../browser/sites.mjs';

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'];
const FIGURES = {
  firstPaintMilliseconds: 'first-contentful-paint',
  largestPaintMilliseconds: 'largest-contentful-paint',
  blockedMilliseconds: 'total-blocking-time',
  shift: 'cumulative-layout-shift',
  bytes: 'total-byte-weight',
};

const [app, folder, request] = process.argv.slice(2);
const { pages, forms } = JSON.parse(request);
const require = createRequire(join(app, 'package.json'));
const load = name => import(pathToFileURL(require.resolve(name)));
const { default: lighthouse, desktopConfig } = await load('lighthouse');
const { launch } = await load('chrome-launcher');
const CONFIGURATIONS = { desktop: desktopConfig, mobile: undefined };

const site = await serve(folder);
const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS });
try {
  for (const page of pages) {
    for (const form of forms) console.log(JSON.stringify(await audit(page, form)));
  }
} finally {
  chrome.kill();
  site.close();
}

async function audit(page, form) {
  const options = { port: chrome.port, logLevel: 'silent', output: 'json' };
  const { lhr } = await lighthouse(site.url + page, options, CONFIGURATIONS[form]);
  if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
  const categories = Object.values(lhr.categories);
  return {
    page,
    form,
    scores: Object.fromEntries(categories.map(({ id, score }) => [id, Math.round(score * 100)])),
    faults: categories.flatMap(({ id, auditRefs }) => faults(lhr.audits, id, auditRefs)),
    figures: Object.fromEntries(
      Object.entries(FIGURES).map(([name, id]) => [name, lhr.audits[id].numericValue]),
    ),
  };
}

/** The audits of a category that count and are not passed, in words. */
function faults(audits, category, references) {
  return references
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => {
      const items = audits[id].details?.items ?? [];
      const places = items.map(item => item.node?.selector ?? item.url ?? item.description ?? '');
      return { category, audit: id, title: audits[id].title, places };
    });
}
