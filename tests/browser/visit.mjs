// Opens pages of a built site as a visitor without internet, and prints what happened to each.
//
//   CHROMIUM=PROGRAM node visit.mjs APP SITE {"pages": […], "width": 1280, "dark": false,
//                                             "shots": FOLDER}
//
// For each page a line of JSON: its title, its text, what the console complained of, what it
// asked of other hosts (nothing is fetched), what it did not find, whether it is wider than
// the window, and what axe finds against WCAG 2.2 A and AA.
import { join } from 'node:path';
import { launch, packagesOf, serve } from './sites.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const [app, folder, request] = process.argv.slice(2);
const { pages, width, dark, shots } = JSON.parse(request);
const require = packagesOf(app);
const site = await serve(folder);
const browser = await launch(require);
try {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  for (const page of pages) console.log(JSON.stringify(await visit(context, page)));
} finally {
  await browser.close();
  site.close();
}

async function visit(context, page) {
  const seen = { page, complaints: [], elsewhere: [], missing: [] };
  const tab = await context.newPage();
  await tab.route('**/*', route => {
    const url = route.request().url();
    if (url.startsWith(site.url)) return route.continue();
    if (!/^(data|blob):/.test(url)) seen.elsewhere.push(url);
    return route.abort();
  });
  tab.on('console', line => {
    if (['error', 'warning'].includes(line.type())) seen.complaints.push(line.text());
  });
  tab.on('pageerror', error => seen.complaints.push(String(error)));
  tab.on('response', answer => {
    if (answer.status() >= 400) seen.missing.push(answer.url().slice(site.url.length));
  });
  await tab.goto(site.url + page, { waitUntil: 'networkidle' });
  seen.title = await tab.title();
  seen.text = await tab.innerText('body');
  seen.isTooWide = await tab.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  seen.barriers = await barriers(tab);
  if (shots) await tab.screenshot({ path: join(shots, pictureName(page)), fullPage: true });
  await tab.close();
  return seen;
}

async function barriers(tab) {
  await tab.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  const found = await tab.evaluate(
    values => globalThis.axe.run({ runOnly: { type: 'tag', values } }),
    RULES,
  );
  return found.violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    places: nodes.map(node => node.target.join(' ')),
  }));
}

function pictureName(page) {
  const name = page.replace(/\/$/, '').replaceAll('/', '_') || 'index';
  return `${name}-${width}-${dark ? 'dark' : 'light'}.png`;
}
