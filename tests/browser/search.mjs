// Searches a built site as a visitor does, and prints what is found.
//
//   CHROMIUM=PROGRAM node search.mjs APP SITE '["words", …]'
//
// For each query a line of JSON: the paths of the pages and
// sections in the results, the best first.
import { launch, packagesOf, serve } from './sites.mjs';

const [app, folder, queries] = process.argv.slice(2);
const site = await serve(folder);
const browser = await launch(packagesOf(app));
try {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const query of JSON.parse(queries)) console.log(JSON.stringify(await found(tab, query)));
} finally {
  await browser.close();
  site.close();
}

async function found(tab, query) {
  await tab.goto(site.url, { waitUntil: 'networkidle' });
  await tab.fill('.md-search__input', query);
  await tab.press('.md-search__input', 'Shift');
  await tab.waitForFunction(() => /\d|^No /.test(
    document.querySelector('.md-search-result__meta').textContent.trim(),
  ));
  return tab.evaluate(() =>
    [...document.querySelectorAll('.md-search-result__link')].map(link => {
      const { pathname, hash } = new URL(link.href);
      return pathname.slice(1) + hash;
    }),
  );
}
