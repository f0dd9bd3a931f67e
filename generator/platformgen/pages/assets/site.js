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

  const enlarge = (image) => {
    const dialog = document.createElement("dialog");
    dialog.className = "zoom";
    name(dialog, image.alt);
    const close = document.createElement("button");
    close.textContent = WORDS.close;
    close.addEventListener("click", () => dialog.close());
    const large = image.cloneNode();
    large.removeAttribute("loading");
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
      image.replaceWith(button);
      button.append(image);
    });
  };

  const start = () => {
    nameParts();
    frameDrawings();
    new MutationObserver(nameParts).observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", nameParts);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
