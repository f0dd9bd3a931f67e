// The generated catalog, as Backstage is given it: over loopback HTTP, or as files.
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';

const IS_YAML = /\.ya?ml$/;
const MADE_APP = ['Component', 'System', 'API', 'Resource', 'Location'];
const ORGANIZATION = ['Domain', 'Group', 'User'];

export class Catalog {
  #asked = new Set();
  #server;
  #yaml;

  constructor(app, folder, mode) {
    this.folder = folder;
    this.isReadByUrl = mode === 'url';
    this.#yaml = createRequire(join(app, 'package.json'))('yaml');
    const names = readdirSync(folder).sort();
    const entry = ['all.yaml', 'all.yml'].find(name => names.includes(name));
    this.entries = entry ? [entry] : names.filter(name => IS_YAML.test(name));
    this.hasOrganization = Boolean(entry) && names.includes('org.yaml');
  }

  /** The catalog of a folder, handed out on `host` where it is read by URL. */
  static async open(app, folder, mode) {
    const catalog = new Catalog(app, folder, mode);
    if (catalog.isReadByUrl) await catalog.#serve();
    return catalog;
  }

  async #serve() {
    this.#server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url, 'http://x').pathname).slice(1);
      const file = resolve(this.folder, path);
      const isOurs = file.startsWith(this.folder + sep) && existsSync(file);
      if (!isOurs || !statSync(file).isFile()) {
        response.writeHead(404).end();
        return;
      }
      this.#asked.add(file);
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      createReadStream(file).pipe(response);
    });
    await new Promise(done => this.#server.listen(0, '127.0.0.1', done));
    this.host = `127.0.0.1:${this.#server.address().port}`;
  }

  /** The `catalog` part of an app-config. One pass is what is judged, so there is no second. */
  configuration() {
    const locations = this.entries.map(name => this.#location(name));
    const rules = this.hasOrganization ? MADE_APP : [...MADE_APP, ...ORGANIZATION, 'Template'];
    if (this.hasOrganization) {
      locations.push({ ...this.#location('org.yaml'), rules: [{ allow: ORGANIZATION }] });
    }
    return { processingInterval: { minutes: 60 }, rules: [{ allow: rules }], locations };
  }

  #location(name) {
    return this.isReadByUrl
      ? { type: 'url', target: `http://${this.host}/${name}` }
      : { type: 'file', target: join(this.folder, name) };
  }

  /** A message or a location of Backstage, with our files named as in the catalog's folder. */
  relativized(text) {
    return text
      ?.replaceAll(/(url:)?http:\/\/127\.0\.0\.1:\d+\//g, '')
      .replaceAll(`file:${this.folder}/`, '')
      .replaceAll(`${this.folder}/`, '');
  }

  /** Each entity in the files that Backstage read: [file, entity]. Unreadable files have none. */
  *written() {
    const direct = () => readdirSync(this.folder).map(name => join(this.folder, name));
    const files = this.isReadByUrl ? [...this.#asked] : direct();
    for (const file of files.filter(name => IS_YAML.test(name)).sort()) {
      for (const document of this.#yaml.parseAllDocuments(readFileSync(file, 'utf8'))) {
        if (document.errors.length) continue;
        const entity = document.toJSON();
        if (entity?.apiVersion && entity.kind && entity.metadata?.name) {
          yield [relative(this.folder, file), entity];
        }
      }
    }
  }

  async close() {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
