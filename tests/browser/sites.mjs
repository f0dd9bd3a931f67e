// A built site on loopback, and the browser that looks at it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const TEXTS = new Set(['.css', '.html', '.js', '.json', '.svg']);
const QUIET = ['background-networking', 'component-update', 'sync', 'default-apps'];

/** Hands out a folder; `pages` are texts at paths of their own. Gives {url, close}. */
export async function serve(folder, pages = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (path in pages) {
      response.writeHead(200, { 'content-type': TYPES['.html'] }).end(pages[path]);
      return;
    }
    const file = resolve(join(root, path.endsWith('/') ? `${path}index.html` : path));
    if (!file.startsWith(root + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.setHeader('content-type', type);
    // As the usual servers of sites do.
    if (TEXTS.has(extname(file)) && /\bgzip\b/.test(request.headers['accept-encoding'])) {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(readFileSync(file)));
      return;
    }
    response.end(readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

/** What `require` finds in the folder where package.json of this folder is installed. */
export function packagesOf(app) {
  return createRequire(join(app, 'package.json'));
}

/** The system's Chromium, without a window and without talk of its own with the internet. */
export async function launch(require) {
  return require('playwright-core').chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...QUIET.map(x => `--disable-${x}`)],
  });
}
