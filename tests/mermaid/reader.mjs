// Reads JSON lines {source, draw} and answers each with what Mermaid understands:
// {nodes, edges, groups}, or {error}. With `draw`, also the texts of the drawing that it makes.
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document });
for (const name of ['Element', 'HTMLElement', 'SVGElement', 'Node', 'NodeFilter', 'DOMParser',
  'XMLSerializer', 'DocumentFragment', 'HTMLTemplateElement', 'NamedNodeMap', 'CSSStyleSheet']) {
  if (!(name in globalThis) && window[name]) globalThis[name] = window[name];
}
// jsdom has no layout; a size for every element is all that Mermaid needs to draw.
const box = () => ({ x: 0, y: 0, width: 80, height: 20, top: 0, left: 0, right: 80, bottom: 20 });
window.Element.prototype.getBoundingClientRect = box;
window.SVGElement.prototype.getBBox = box;
window.SVGElement.prototype.getComputedTextLength = () => 80;

const { default: mermaid } = await import('mermaid');
mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  suppressErrorRendering: true,
  maxTextSize: 1_000_000,
  maxEdges: 5_000,
});

const values = (items) => (items instanceof Map ? [...items.values()] : items);

// What Mermaid shows of a label: its entity marks turned back, then read as HTML.
function shown(label) {
  const element = document.createElement('div');
  element.innerHTML = (label ?? '').replace(/ﬂ°°/g, '&#').replace(/ﬂ°/g, '&').replace(/¶ß/g, ';')
    .replace(/\\n/g, '<br>');
  return text(element);
}

function text(element) {
  for (const child of element.querySelectorAll('br')) child.replaceWith('\n');
  return element.textContent;
}

async function drawn(source) {
  const { svg } = await mermaid.render('drawing', source);
  const page = document.createElement('div');
  page.innerHTML = svg;
  return [...page.querySelectorAll('.nodeLabel, .edgeLabel p, .cluster-label p')]
    .filter((element) => !element.querySelector('.nodeLabel'))
    .map((element) => text(element));
}

async function reading({ source, draw }) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
  return {
    direction: db.getDirection(),
    nodes: values(db.getVertices()).map((node) => ({
      id: node.id, label: shown(node.text ?? node.id), shape: node.type,
    })),
    edges: db.getEdges().map((edge) => ({
      source: edge.start, target: edge.end, label: shown(edge.text), type: edge.type,
      stroke: edge.stroke,
    })),
    groups: db.getSubGraphs().map((group) => ({
      id: group.id, title: shown(group.title), members: group.nodes,
    })),
    texts: draw ? await drawn(source) : [],
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await reading(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
