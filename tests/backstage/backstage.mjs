// A Backstage backend in a process of its own: started, asked, and always ended.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refOf } from './refs.mjs';

const PROGRAM = new URL('backend.mjs', import.meta.url).pathname;
// Backstage looks for work each second, to process and then to stitch: quiet means longer.
const QUIET_MS = 3500;
const PAGE = 500;

/** The check could not be carried out; `log` is what the backend said. */
export class CannotCheck extends Error {
  constructor(message, log = '') {
    super(message);
    this.log = log;
  }
}

export class Backstage {
  log = '';
  release = '1.55.0'; // the release whose package versions package.json names
  #deadline;
  #process;
  #url;

  constructor(process, url, deadline) {
    this.#deadline = deadline;
    this.#process = process;
    this.#url = url;
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('data', data => { this.log += data; });
    }
  }

  static async start({ app, scratch, catalog, publisher, deadline }) {
    if (!catalog.entries.length) throw new CannotCheck(`no YAML file in ${catalog.folder}`);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = join(scratch, 'app-config.json');
    writeFileSync(config, JSON.stringify(configuration({ url, port, catalog, publisher })));
    const child = spawn(process.execPath, [PROGRAM, '--config', config], {
      cwd: app, // where Backstage looks for the packages whose configuration schemas hold
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'info', NO_COLOR: '1' },
    });
    return new Backstage(child, url, deadline);
  }

  async untilReady() {
    for (;;) {
      this.#insist('the backend was not ready in time');
      const answer = await this.get('/.backstage/health/v1/readiness').catch(() => null);
      if (answer?.ok) return;
      await sleep(200);
    }
  }

  /** What the catalog holds once nothing is pending and nothing has changed for a while. */
  async untilSettled() {
    let last = '';
    let settledAt = Date.now();
    for (;;) {
      this.#insist('ingestion did not settle in time');
      const entities = await this.#entities();
      const unprocessed = await this.#unprocessed();
      const now = fingerprint(entities, unprocessed);
      if (now !== last) [last, settledAt] = [now, Date.now()];
      const isPending = unprocessed.some(item => !item.errors?.length);
      const isEmpty = entities.length + unprocessed.length === 0;
      if (!isEmpty && !isPending && Date.now() - settledAt > QUIET_MS) {
        return { entities, unprocessed, settledAt };
      }
      await sleep(400);
    }
  }

  async #entities() {
    const found = [];
    let cursor = '';
    do {
      const next = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page = await this.#json(`/api/catalog/entities/by-query?limit=${PAGE}${next}`);
      found.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return found;
  }

  async #unprocessed() {
    const found = [];
    for (const state of ['failed', 'pending']) {
      found.push(...(await this.#json(`/api/catalog/entities/unprocessed/${state}`)).entities);
    }
    return found;
  }

  get(path) {
    return fetch(this.#url + path, { redirect: 'follow' });
  }

  async #json(path) {
    const answer = await this.get(path);
    if (!answer.ok) throw new CannotCheck(`${path}: ${answer.status}`, this.log);
    return answer.json();
  }

  #insist(tooLate) {
    if (!this.#isRunning()) throw new CannotCheck('the backend ended by itself', this.log);
    if (Date.now() > this.#deadline) throw new CannotCheck(tooLate, this.log);
  }

  #isRunning() {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  peakMegabytes() {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }

  /** At once and hard: all that the backend knows is in its memory. */
  async close() {
    if (!this.#isRunning()) return;
    const gone = new Promise(done => this.#process.once('exit', done));
    this.#process.kill('SIGKILL');
    await gone;
  }
}

function configuration({ url, port, catalog, publisher }) {
  return {
    app: { baseUrl: url },
    organization: { name: 'check' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: { dangerouslyDisableDefaultAuthPolicy: true },
      reading: { allow: catalog.host ? [{ host: catalog.host }] : [] },
    },
    techdocs: { builder: 'external', publisher },
    catalog: catalog.configuration(),
  };
}

function fingerprint(entities, unprocessed) {
  const whole = entities.map(entity => [refOf(entity), entity.metadata.etag]).sort();
  const rest = unprocessed.map(item => [item.entity_ref, item.errors]);
  return JSON.stringify([whole, rest]);
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
