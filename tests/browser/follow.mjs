// Opens one page and leaves it to itself: nobody touches it, and it is never loaded again by us.
//
//   CHROMIUM=PROGRAM node follow.mjs APP URL
//
// Prints a line of JSON when the page is there. Then each line of input is a text in JSON: as soon
// as the page shows it, prints all that the page shows.
import { createInterface } from 'node:readline';
import { launch, packagesOf } from './sites.mjs';

const PATIENCE_MILLISECONDS = 60_000;

const [app, url] = process.argv.slice(2);
const browser = await launch(packagesOf(app));
try {
  const tab = await browser.newPage();
  await tab.goto(url);
  await tell(tab);
  for await (const line of createInterface({ input: process.stdin })) {
    const options = { timeout: PATIENCE_MILLISECONDS };
    const wanted = JSON.parse(line);
    await tab.waitForFunction(text => document.body?.innerText.includes(text), wanted, options);
    await tell(tab);
  }
} finally {
  await browser.close();
}

async function tell(tab) {
  console.log(JSON.stringify(await tab.innerText('body')));
}
