// What the theme leaves to be said for those who hear the page, and drawings that grow on a touch.
(() => {
  const name = (element, label) => element && element.setAttribute("aria-label", label);

  const nameParts = () => {
    name(document.querySelector(".md-search[role=dialog]"), WORDS.search);
    document
      .querySelectorAll(".md-code__nav")
      .forEach((part, index) => name(part, `${WORDS.code} ${index + 1}`));
    // A table that is wider than the page can be scrolled by keyboard.
    document.querySelectorAll(".md-typeset__scrollwrap").forEach((part, index) => {
      if (part.scrollWidth <= part.clientWidth) return part.removeAttribute("tabindex");
      part.tabIndex = 0;
      part.setAttribute("role", "region");
      name(part, `${WORDS.table} ${index + 1}`);
    });
  };

  // A table that is wider than its page: what is code in it may break; on a phone a row of
  // three and more becomes a list, and stays a row of a table for those who hear it.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" };
  const phone = window.matchMedia("(max-width: 44.98em)");

  const listCells = (table) => {
    const labels = [...table.querySelectorAll("th")].map((head) => head.textContent.trim());
    [table, ...table.querySelectorAll("*")].forEach((part) => {
      if (ROLES[part.tagName]) part.setAttribute("role", ROLES[part.tagName]);
    });
    table.querySelectorAll("tr").forEach((row) => {
      [...row.children].forEach((cell, index) => (cell.dataset.label = labels[index] ?? ""));
    });
  };

  // Code in tables and titles, and addresses, break behind their marks; a word without any, such as a digest,
  // breaks anywhere. In a table only long code does, or all of it where room is short.
  const LONG = 24;
  const partsOf = (text) => text.split(/(?<=[/:@.,=])(?=[^/:@.,=\d])/);
  const breakBetween = (element, parts) =>
    element.replaceChildren(...parts.flatMap((part, at) => (at ? [document.createElement("wbr"), part] : [part])));

  const breakNames = () => {
    document.querySelectorAll(".md-typeset :is(h2, h3, td) code").forEach((code) => {
      if (code.childElementCount) return;
      const parts = partsOf(code.textContent);
      const isEndless = parts.some((part) => part.split(/[\s-]/).some((word) => word.length > LONG));
      if (code.textContent.length > LONG) code.dataset.long = isEndless ? "word" : "";
      breakBetween(code, parts);
    });
    document.querySelectorAll(".md-typeset table:not([class]) td a").forEach((link) => {
      if (link.childElementCount || !link.textContent.includes("://")) return;
      link.dataset.url = "";
      breakBetween(link, partsOf(link.textContent));
    });
  };

  const fitTables = () => {
    document.querySelectorAll(".md-typeset table:not([class])").forEach((table) => {
      const box = table.closest(".md-typeset__scrollwrap") ?? table;
      delete table.dataset.fit;
      if (box.scrollWidth <= box.clientWidth) return;
      const isListed = phone.matches && table.rows[0].cells.length > 2;
      table.dataset.fit = isListed ? "rows" : "tight";
      if (isListed) listCells(table);
    });
  };

  const enlarge = (image) => {
    const dialog = document.createElement("dialog");
    dialog.className = "zoom";
    name(dialog, image.alt);
    const close = document.createElement("button");
    close.textContent = WORDS.close;
    close.addEventListener("click", () => dialog.close());
    const large = image.cloneNode();
    large.removeAttribute("loading");
    large.removeAttribute("style");
    dialog.append(close, large);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  const frameDrawings = () => {
    document.querySelectorAll('.md-content img[src$=".svg"]').forEach((image) => {
      if (image.closest("a, button, dialog")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "drawing";
      name(button, `${WORDS.zoom}: ${image.alt}`);
      button.addEventListener("click", () => enlarge(image));
      image.closest("[tabindex]")?.removeAttribute("tabindex");
      image.replaceWith(button);
      button.append(image);
    });
  };

  // The theme's page for an address that there is not says so in English, and no more.
  const explainMissing = () => {
    const title = document.querySelector("article > h1:only-child");
    const home = document.querySelector("a.md-logo");
    if (!home || !/^404\b/.test(title?.textContent ?? "")) return;
    title.textContent = WORDS.missing;
    const way = document.createElement("p");
    const link = document.createElement("a");
    link.href = home.href;
    link.textContent = WORDS.home;
    way.append(link);
    title.after(way);
  };

  const fit = () => {
    fitTables();
    nameParts();
  };

  const start = () => {
    explainMissing();
    frameDrawings();
    breakNames();
    fit();
    new MutationObserver(nameParts).observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", fit);
    // The page's own font comes later, and may be wider than the one that stood in for it.
    document.fonts.ready.then(fit);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
