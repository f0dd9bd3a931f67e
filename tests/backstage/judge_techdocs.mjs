// Whether the TechDocs of each entity are served: its own site, or its page in another's.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { partsOf, refOf } from './refs.mjs';

const SITE = 'backstage.io/techdocs-ref';
const OTHER_SITE = 'backstage.io/techdocs-entity';
const PAGE = 'backstage.io/techdocs-entity-path';

/** `folder` is where the sites are published; without one, nobody asks what else is there. */
export async function judgeTechDocs({ backstage, entities, folder }) {
  const errors = [];
  const refs = new Set(entities.map(refOf));
  const sites = new Set(); // folders that an entity's site is in
  let [sitesServed, pagesServed] = [0, 0];
  for (const entity of entities) {
    const annotations = entity.metadata.annotations ?? {};
    let fault = null;
    if (annotations[OTHER_SITE]) {
      fault = await faultOfPage(backstage, entity, refs);
      pagesServed += fault ? 0 : 1;
    } else if (annotations[SITE]) {
      const { namespace, name } = entity.metadata;
      const path = urlPath(namespace, entity.kind, name);
      sites.add(path.toLowerCase());
      fault = await faultOfSite(backstage, path);
      sitesServed += fault ? 0 : 1;
    }
    if (fault) errors.push({ entity: refOf(entity), message: fault });
  }
  if (folder) errors.push(...orphans(folder, sites));
  return { errors, sites: sitesServed, pages: pagesServed };
}

/** Why the Docs tab of an entity shows no page of the site that it names; null, if it does. */
async function faultOfPage(backstage, entity, refs) {
  const other = entity.metadata.annotations[OTHER_SITE];
  const { kind, namespace, name } = partsOf(other, entity.kind);
  if (!refs.has(`${kind}:${namespace}/${name}`.toLowerCase())) {
    return `${OTHER_SITE} names no entity: ${other}`;
  }
  const page = (entity.metadata.annotations[PAGE] ?? '').replace(/^\/+|\/+$/g, '');
  const file = page ? `${page}/index.html` : 'index.html';
  const answer = await backstage.get(
    `/api/techdocs/static/docs/${urlPath(namespace, kind, name)}/${file}`,
  );
  return (await isPage(answer)) ? null : `TechDocs page of ${other} at /${page}: ${answer.status}`;
}

/** Why the site of an entity is not served; null, if it is. */
async function faultOfSite(backstage, path) {
  const metadata = await backstage.get(`/api/techdocs/metadata/techdocs/${path}`);
  if (!metadata.ok) return `TechDocs metadata: ${metadata.status}`;
  if (!(await metadata.json()).site_name) return 'TechDocs metadata: no site_name';
  const home = await backstage.get(`/api/techdocs/static/docs/${path}/index.html`);
  return (await isPage(home)) ? null : `TechDocs index.html: ${home.status}`;
}

async function isPage(answer) {
  return answer.ok && /<html/i.test(await answer.text());
}

function urlPath(namespace, kind, name) {
  return [namespace || 'default', kind, name].map(encodeURIComponent).join('/');
}

/** Published folders that no entity claims: its path is misspelt, or it is left over. */
function orphans(folder, sites) {
  const found = [];
  for (const namespace of folders(folder)) {
    for (const kind of folders(folder, namespace)) {
      for (const name of folders(folder, namespace, kind)) {
        if (sites.has(`${namespace}/${kind}/${name}`)) continue;
        const message = `a TechDocs folder of no entity with ${SITE} (paths are lower case)`;
        found.push({ entity: `${kind}:${namespace}/${name}`, message });
      }
    }
  }
  return found;
}

function folders(...path) {
  const folder = join(...path);
  return readdirSync(folder).filter(name => statSync(join(folder, name)).isDirectory());
}
