// Waits for the next state of the preview: loads the page again, or shows what is wrong.
(() => {
  const site = document.currentScript.dataset.site;
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  let told = null;

  function show(findings) {
    told?.remove();
    told = null;
    if (!findings.length) return;
    told = document.createElement("div");
    told.setAttribute("role", "alert");
    told.id = "platformgen-findings";
    told.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:99;max-height:50vh;overflow:auto;padding:1rem;" +
      "background:#1b1b1f;color:#fff;border-top:4px solid #e5484d;font:14px/1.5 monospace;" +
      "white-space:pre-wrap";
    told.tabIndex = 0;
    told.textContent = findings.join("\n\n");
    document.body.append(told);
  }

  async function follow() {
    for (let after = ""; ; ) {
      try {
        const answer = await fetch(`/.platformgen/state?after=${after}`, { cache: "no-store" });
        const state = await answer.json();
        if (state.site !== site) return location.reload();
        if (state.name !== after) show(state.findings);
        after = state.name;
      } catch {
        await wait(500);
      }
    }
  }

  follow();
})();
