// Pictures of pages of a published site as Backstage's TechDocs reader (plugin 1.18.2) shows
// them, in light and in dark: PICTURES/<page>-light.png and -dark.png; prints their paths.
//
//   CHROMIUM=PROGRAM node techdocs_view.mjs APP SITE PICTURES [PAGE…]
//
// A likeness: it repeats the reader's steps (what its sanitizer lets through, SVG images made
// data URLs, the theme's header dropped, a shadow root, Backstage's colours) without Backstage.
// Where the two differ, the real reader is right.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, packagesOf, serve } from './sites.mjs';

const SCHEMES = {
  light: {
    page: '#f8f8f8',
    'default-fg-color': '#000',
    'default-fg-color--light': '#0000008a',
    'default-fg-color--lighter': '#00000061',
    'default-fg-color--lightest': '#0000001f',
    'default-bg-color': '#fff',
    'code-fg-color': '#36464e',
    'code-bg-color': '#f5f5f5',
    'typeset-a-color': '#1F5493',
    'typeset-color': '#000',
    'accent-fg-color': '#1F5493',
  },
  dark: {
    page: '#333',
    'default-fg-color': '#fff',
    'default-fg-color--light': '#ffffffb3',
    'default-fg-color--lighter': '#ffffff80',
    'default-fg-color--lightest': '#ffffff2b',
    'default-bg-color': '#424242',
    'code-fg-color': '#fff',
    'code-bg-color': '#333',
    'typeset-a-color': '#9CC9FF',
    'typeset-color': '#fff',
    'accent-fg-color': '#82baff',
  },
};
const EVERYWHERE = {
  'primary-fg-color': '#1F5493',
  'text-font-family': 'Helvetica,Arial,sans-serif',
};
const EMPTY = '<!doctype html><title>reader</title><body style="margin:0"></body>';

const [app, folder, pictures, ...pages] = process.argv.slice(2);
const require = packagesOf(app);
const site = await serve(folder, { '/reader': EMPTY });
const browser = await launch(require);
mkdirSync(pictures, { recursive: true });
try {
  for (const page of pages.length ? pages : ['']) {
    for (const scheme of Object.keys(SCHEMES)) console.log(await picture(page, scheme));
  }
} finally {
  await browser.close();
  site.close();
}

async function picture(page, scheme) {
  const tab = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  await tab.goto(`${site.url}reader`);
  await tab.addScriptTag({ path: require.resolve('dompurify/dist/purify.js') });
  await tab.evaluate(show, { url: site.url + page, css: stylesheet(scheme), scheme });
  await tab.evaluate(background => {
    document.body.style.background = background;
  }, SCHEMES[scheme].page);
  await tab.waitForLoadState('networkidle');
  const name = page.replace(/\/$/, '').replaceAll('/', '_') || 'index';
  const path = join(pictures, `${name}-${scheme}.png`);
  await tab.screenshot({ path, fullPage: true });
  await tab.close();
  return path;
}

function stylesheet(scheme) {
  const { page: _, ...colours } = { ...EVERYWHERE, ...SCHEMES[scheme] };
  const variables = Object.entries(colours).map(([name, value]) => `--md-${name}:${value}`);
  return [
    `:host{${variables.join(';')}}`,
    '.md-typeset{color:var(--md-typeset-color);font-size:.8rem}',
    '.md-main__inner{margin-top:0}',
    '.md-grid{max-width:100%}',
  ].join('\n');
}

/** Runs in the page: what the reader does with the HTML that TechDocs serves. */
async function show({ url, css, scheme }) {
  const purify = globalThis.DOMPurify();
  const isThemeStyle = link => /main\.[A-Fa-f0-9]{8}\.min\.css$/.test(link.getAttribute('href'));
  purify.addHook('beforeSanitizeElements', node => {
    if (node.nodeName === 'LINK' && !isThemeStyle(node)) node.remove();
  });
  purify.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'meta') node.parentNode?.removeChild(node);
  });
  const text = await (await fetch(url)).text();
  const whole = new DOMParser().parseFromString(text, 'text/html').documentElement.outerHTML;
  const body = purify.sanitize(whole, {
    ADD_ATTR: ['http-equiv', 'content', 'dominant-baseline'],
    ADD_TAGS: ['link', 'meta'],
    ALLOWED_URI_REGEXP:
      /^(?:(?:callto|cid|ftp|ftps|http|https|mailto|matrix|sms|tel|xmpp):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
    CUSTOM_ELEMENT_HANDLING: {},
    FORBID_TAGS: ['style'],
    RETURN_DOM: true,
    WHOLE_DOCUMENT: true,
  });

  for (const image of body.querySelectorAll('img')) {
    const source = new URL(image.getAttribute('src'), url);
    image.src = source.pathname.endsWith('.svg') ? await dataUrl(source) : source;
  }
  for (const link of body.querySelectorAll('link')) {
    link.setAttribute('href', new URL(link.getAttribute('href'), url));
  }
  body.querySelector('.md-header')?.remove();

  const style = document.createElement('style');
  style.textContent = css;
  const host = document.createElement('div');
  host.style.colorScheme = scheme;
  document.body.append(host);
  host.attachShadow({ mode: 'open' }).append(body, style);

  async function dataUrl(source) {
    const bytes = new TextEncoder().encode(await (await fetch(source)).text());
    const binary = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
    return `data:image/svg+xml;base64,${btoa(binary)}`;
  }
}
