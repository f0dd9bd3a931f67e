// Measures pages of a built site in a window of this width, as a visitor without internet.
//
//   CHROMIUM=PROGRAM node measure.mjs APP SITE {"pages": […], "width": 390}
//
// For each page a line of JSON: its drawings with the pixels of their smallest text as they are
// shown, whether a touch enlarges them, and to what; tables that are wider than their place; and whether
// the page is wider than the window.
import { launch, packagesOf, serve } from './sites.mjs';

const [app, folder, request] = process.argv.slice(2);
const { pages, width } = JSON.parse(request);
const site = await serve(folder);
const browser = await launch(packagesOf(app));
try {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    reducedMotion: 'reduce',
  });
  await context.route('**/*', route =>
    route.request().url().startsWith(site.url) ? route.continue() : route.abort(),
  );
  for (const page of pages) {
    const tab = await context.newPage();
    await tab.goto(site.url + page, { waitUntil: 'networkidle' });
    console.log(JSON.stringify({ page, ...(await tab.evaluate(measured)) }));
    await tab.close();
  }
} finally {
  await browser.close();
  site.close();
}

/** Runs in the page. */
async function measured() {
  const drawings = [];
  for (const image of document.querySelectorAll('.md-content img[src$=".svg"]')) {
    const drawing = await smallestText(image);
    const button = image.closest('button');
    button?.click();
    const large = document.querySelector('dialog[open] img');
    const enlarged = large ? await smallestText(large) : null;
    document.querySelector('dialog[open] button')?.click();
    drawings.push({ name: image.src.split('/assets/diagrams/')[1], shown: drawing, enlarged });
  }
  const tables = [...document.querySelectorAll('.md-content table')]
    .filter(table => {
      const box = table.closest('.md-typeset__scrollwrap') ?? table;
      return box.scrollWidth > box.clientWidth;
    })
    .map(table => table.textContent.trim().slice(0, 60));
  const { scrollWidth, clientWidth } = document.documentElement;
  return { drawings, tables, isTooWide: scrollWidth > clientWidth };

  async function smallestText(image) {
    await image.decode();
    const text = await (await fetch(image.src)).text();
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const scale = image.getBoundingClientRect().width / root.viewBox.baseVal.width;
    document.body.append(root);
    const sizes = [...root.querySelectorAll('text, tspan')].map(each =>
      parseFloat(getComputedStyle(each).fontSize),
    );
    root.remove();
    return Math.min(...sizes) * scale;
  }
}
