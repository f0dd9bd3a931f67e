// The theme's search takes words as they are written, from their first letter, and asks nobody what
// it is to look for: so what is sent to its worker is put in the words that the pages have. Whoever
// leaves out an accent, or asks for several of a thing, finds it. SOUGHT has, by page, other words
// that people look for it with: they weigh as its title does, and are not shown.
(() => {
  const SETUP = 0, QUERY = 2; // the theme's own numbers of what it sends
  const WORD = /[\p{L}\p{N}]+/gu;
  let words = [];

  // Letter by letter, so that a word keeps its length.
  const plain = (word) => [...word].map((letter) => letter.normalize("NFD")[0]).join("");

  const enrich = ({ config, docs }) => {
    config.fields = { ...config.fields, sought: config.fields.title };
    docs.forEach((doc) => (doc.sought = SOUGHT[doc.location] ?? ""));
  };

  const learn = (docs) => {
    const text = docs.map(({ title, text, sought }) => `${title} ${text} ${sought}`).join(" ").toLowerCase();
    words = [...new Set(text.match(WORD))].map((word) => [plain(word), word]);
  };

  const one = (word) => {
    if (word.length > 6 && /[dlnrz]es$/.test(word)) return word.slice(0, -2);
    return word.length > 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
  };

  const written = (word) => {
    const start = plain(one(word.toLowerCase()));
    const like = words.filter(([each]) => each.startsWith(start));
    return like.length ? [...new Set(like.map(([, each]) => each.slice(0, start.length)))] : [word];
  };

  // Words that are joined by signs are names of hosts and files, or the search's own language.
  const asked = (query) =>
    query.split(/\s+/).flatMap((word) => (/^[\p{L}\p{N}]+$/u.test(word) ? written(word) : [word])).join(" ");

  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type === SETUP && message.data?.docs) {
      enrich(message.data);
      learn(message.data.docs);
    }
    const isQuery = message?.type === QUERY && typeof message.data === "string";
    return send.call(this, isQuery ? { ...message, data: asked(message.data) } : message, ...rest);
  };
})();
