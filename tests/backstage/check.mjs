// Loads a generated catalog into a real Backstage backend on loopback and prints one JSON object.
//
//   node check.mjs [OPTION…] APP CATALOG [TECHDOCS]
//
// APP       the folder where package.json of this folder is installed
// CATALOG   its all.yaml is the entry, or else every YAML file directly in it. With an org.yaml
//           beside all.yaml the rules are those of a newly made Backstage app, and org.yaml is a
//           location of its own that may hold Domain, Group and User, as in a user's app-config.
// TECHDOCS  a publish folder of the `local` publisher: namespace/kind/name/, all lower case
// --read    url (the default): Backstage reads over loopback HTTP, so $text, $json and $yaml work;
//           file: Backstage reads the files itself, so globs in Location targets work
// --publisher=JSON  `techdocs.publisher` of app-config, where TechDocs are not in a folder
// --allow-dangling  a relation to nobody is no fault
// --timeout=SECONDS
//
// Exit code: 0 clean, 1 errors or dangling relations, 2 the check itself could not be carried out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Backstage, CannotCheck } from './backstage.mjs';
import { Catalog } from './catalog.mjs';
import { judgeCatalog } from './judge_catalog.mjs';
import { judgeTechDocs } from './judge_techdocs.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'allow-dangling': { type: 'boolean', default: false },
    publisher: { type: 'string' },
    read: { type: 'string', default: 'url' },
    timeout: { type: 'string', default: '180' },
  },
});

const scratch = mkdtempSync(join(tmpdir(), 'backstage-check-'));
const opened = []; // what must be closed, in the order of opening

async function close() {
  for (const thing of opened.reverse()) await thing.close();
  opened.length = 0;
  rmSync(scratch, { recursive: true, force: true });
}

async function check([app, catalogFolder, docsFolder]) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 100) / 10;
  const deadline = began + Number(options.timeout) * 1000;

  const catalog = await Catalog.open(app, catalogFolder, options.read);
  opened.push(catalog);
  const publisher = options.publisher
    ? JSON.parse(options.publisher)
    : { type: 'local', local: { publishDirectory: docsFolder ?? scratch } };
  const backstage = await Backstage.start({ app, scratch, catalog, publisher, deadline });
  opened.push(backstage);
  await backstage.untilReady();
  const ready = seconds();
  const { entities, unprocessed, settledAt } = await backstage.untilSettled();

  const { errors, dangling } = judgeCatalog({ catalog, entities, unprocessed, log: backstage.log });
  const docs = docsFolder || options.publisher
    ? await judgeTechDocs({ backstage, entities, folder: docsFolder })
    : { errors: [], sites: 0, pages: 0 };
  errors.push(...docs.errors);

  const peak = backstage.peakMegabytes();
  await close();
  return {
    entities: countByKind(entities),
    errors,
    dangling_relations: dangling,
    techdocs_ok: docs.sites,
    techdocs_pages_ok: docs.pages,
    stats: {
      backstage: backstage.release,
      node: process.version,
      ready_s: ready,
      settled_s: Math.round((settledAt - began) / 100) / 10,
      total_s: seconds(),
      peak_rss_mb: peak,
    },
  };
}

/** Entities of each kind, without the Locations that Backstage makes of its configuration. */
function countByKind(entities) {
  const counts = {};
  for (const { kind, metadata } of entities) {
    if (!/^generated-[0-9a-f]{40}$/.test(metadata.name)) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function giveUp(message, log = '') {
  await close();
  const lines = log.split('\n').filter(line => !line.includes('incomingRequest'));
  console.error(lines.slice(-25).join('\n'));
  console.log(JSON.stringify({ fatal: message }));
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => giveUp(`stopped by ${signal}`));
}
if (positionals.length < 2 || positionals.length > 3 || !['url', 'file'].includes(options.read)) {
  await giveUp('usage: check.mjs [--read=url|file] [--allow-dangling] APP CATALOG [TECHDOCS]');
}
try {
  const verdict = await check(positionals.map(folder => resolve(folder)));
  console.log(JSON.stringify(verdict, null, 1));
  const dangles = verdict.dangling_relations.length > 0 && !options['allow-dangling'];
  process.exitCode = verdict.errors.length > 0 || dangles ? 1 : 0;
} catch (error) {
  await giveUp(
    error instanceof CannotCheck ? error.message : String(error.stack ?? error),
    error.log,
  );
}
