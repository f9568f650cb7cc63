// What `syntolk serve` lays over a page: its findings, its texts, and the translation of each to edit. Published pages have none of it.
(() => {
  const HOME = "/__syntolk__/", KEPT = "syntolk-preview";
  const BLOCKS = new Set("UL OL LI DL DT DD P DIV TABLE THEAD TBODY TR TD TH CAPTION BLOCKQUOTE FIGURE FIGCAPTION PRE SECTION ARTICLE ASIDE NAV H1 H2 H3 H4 H5 H6 DETAILS SUMMARY".split(" "));
  const STYLE = `
    :host { all: initial; position: fixed; z-index: 2147483647; inset: auto 0 0 auto; color-scheme: light dark;
      --ink: light-dark(#1a1a1a, #f2f2f2); --paper: light-dark(#fff, #202124); --line: light-dark(#6b6b6b, #9a9a9a); --mark: light-dark(#8a1538, #ffb3c7);
      font: 16px/1.45 system-ui, sans-serif; color: var(--ink) }
    :host([hidden]) { display: none }
    * { box-sizing: border-box } h2, h3, p, ol { margin: 0 } ol { padding: 0; list-style: none }
    button, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: .35rem .6rem }
    button { min-height: 2.25rem; cursor: pointer; text-align: start } :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
    .open { margin: .75rem; border: 2px solid var(--mark); font-weight: 600 }
    .panel { position: fixed; inset: 0 0 0 auto; width: min(26rem, 100vw); overflow: auto; background: var(--paper); border-inline-start: 2px solid var(--mark); padding: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; align-content: start; overflow-wrap: anywhere }
    .panel[hidden], .body[hidden], .late[hidden] { display: none }
    @media (max-width: 40rem) { .panel { inset: auto 0 0 0; width: auto; height: 60vh; border-inline-start: 0; border-block-start: 2px solid var(--mark) } }
    @media print { :host { display: none } }
    .top { display: flex; justify-content: space-between; align-items: center; gap: 1rem } h2 { font-size: 1.15rem } h3 { font-size: 1rem; margin-block-end: .35rem }
    li > button { display: block; width: 100%; border-width: 0 0 1px; border-radius: 0 } small { display: block } .mark { color: var(--mark); font-weight: 600 }
    .body { padding: .6rem .6rem .9rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem } .body p { white-space: pre-wrap } .body button { justify-self: start } textarea { width: 100%; min-height: 6rem } a { color: inherit }
    .late { border: 2px solid var(--mark); padding: .6rem; display: grid; gap: .5rem }`;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== "" && child != null));
    return element;
  };
  const plain = (text) => text.replace(/[\u00ad\u200b\u2060]/g, "").replace(/[\u2010\u2011]/g, "-").replace(/\s+/g, " ").trim();
  const hidden = (node) => node.nodeType === 1 && (node.hidden || /^(SCRIPT|STYLE|SUP)$/.test(node.tagName));
  const inner = (node) => node.nodeType === 3 ? node.data : hidden(node) ? "" : [...node.childNodes].map(inner).join("");
  const beside = (node) => [...node.childNodes].map((child) => BLOCKS.has(child.tagName) ? "" : inner(child)).join("");

  // --- where a text stands: the deepest element with just these words, or the picture that is described so ---
  const places = () => {
    const found = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      if (hidden(element)) continue;
      for (const words of new Set([plain(inner(element)), plain(beside(element))])) if (words) found.set(words, element);
    }
    for (const image of document.images) if (image.alt) found.set(`alt ${plain(image.alt)}`, image);
    return found;
  };

  let told, shown, host, panel, opener, entries = [], drawn = null;
  const draw = (element) => {
    if (drawn) [drawn.element.style.outline, drawn.element.style.outlineOffset] = drawn.before;
    drawn = element ? { element, before: [element.style.outline, element.style.outlineOffset] } : null;
    if (element) [element.style.outline, element.style.outlineOffset] = ["3px solid #c2185b", "3px"];
  };
  const remember = () => sessionStorage.setItem(KEPT, JSON.stringify({ open: !panel.hidden, text: entries.findIndex((one) => !one.body.hidden) }));
  const unsaved = () => entries.some((one) => one.area && one.area.value !== one.saved);

  const show = (number, scroll = true, follow = true) => {
    entries.forEach((one, index) => {
      one.body.hidden = index !== number;
      one.button.setAttribute("aria-expanded", String(index === number));
    });
    const entry = entries[number];
    draw(entry?.element ?? null);
    if (entry && scroll) {
      entry.element?.scrollIntoView({ block: innerWidth < 640 ? "start" : "center" }); // On a small screen the lower half is covered.
      if (follow) entry.button.scrollIntoView({ block: "nearest" });
    }
    remember();
  };

  const save = async (entry, text) => {
    let said = told.words.failed;
    try {
      const answer = await fetch(`${HOME}translation`, {
        method: "POST", headers: { "Content-Type": "application/json", "X-Syntolk-Token": told.token },
        body: JSON.stringify({ file: location.pathname, context: text.context, id: text.id, before: entry.saved, text: entry.area.value }),
      });
      const result = await answer.json();
      said = result.said;
      if (answer.ok) entry.saved = entry.area.value = result.translation;
    } catch { /* Said below; what was written stays. */ }
    entry.status.textContent = said;
  };

  const entryOf = (text, number) => {
    const language = text.state === "source" || text.state === "missing" ? told.source : told.language;
    const button = make("button", { type: "button" }, make("span", { lang: language, dir: "auto", textContent: text.shown || text.id }), make("small", { textContent: `${text.kind} · ${text.said}` }));
    const body = make("div", { className: "body", hidden: true });
    const entry = { button, body, element: shown.get(`${text.role === "alt" || text.context === "alt" ? "alt " : ""}${plain(text.shown)}`) ?? shown.get(plain(text.shown)) };
    body.append(make("small", { textContent: text.place }), ...text.notes.map((note) => make("small", { textContent: note })));
    if (told.language !== told.source && text.state !== "source") {
      entry.saved = text.translation;
      entry.area = make("textarea", { value: text.translation, lang: told.language, dir: told.direction, id: `t${number}`, spellcheck: true });
      entry.status = make("p", { role: "status" });
      const keep = make("button", { type: "button", textContent: told.words.save, onclick: () => save(entry, text) });
      body.append(make("p", { lang: told.source, textContent: text.id }), make("label", { htmlFor: `t${number}`, textContent: `${told.words.translation} (${told.name})` }), entry.area, keep, entry.status);
    }
    button.setAttribute("aria-expanded", "false");
    button.onclick = () => show(body.hidden ? number : -1);
    return entry;
  };

  const findingOf = (one) => {
    const button = make("button", { type: "button" },
      make("span", { className: "mark", textContent: `${one.said}: ` }), one.message,
      make("small", { textContent: [one.suggestion, `${one.place} [${one.rule}]`].filter(Boolean).join(" · ") }));
    // What was found stays in view, but for what can be mended here.
    if (one.text !== null) button.onclick = () => show(one.text, true, Boolean(entries[one.text].area));
    return make("li", {}, button);
  };

  const toggle = (open) => {
    panel.hidden = !open;
    opener.hidden = open;
    if (!open) draw(null);
    (open ? panel.querySelector("h2") : opener).focus();
    remember();
  };

  const build = () => {
    shown = places();
    host = make("syntolk-preview", { lang: told.speech, dir: "ltr", role: "complementary", ariaLabel: told.words.open });
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const many = told.findings.length;
    opener = make("button", { type: "button", className: "open", textContent: many ? `${told.words.open} (${many})` : told.words.open, onclick: () => toggle(true) });
    entries = told.texts.map(entryOf);
    const findings = told.findings.map(findingOf);
    const list = make("ol", {}, ...entries.map((one) => make("li", {}, one.button, one.body)));
    const late = make("div", { className: "late", role: "alert", hidden: true }, make("p", { textContent: told.words.changed }), make("button", { type: "button", textContent: told.words.reload, onclick: () => location.reload() }));
    panel = make("div", { className: "panel", hidden: true },
      make("div", { className: "top" }, make("h2", { tabIndex: -1, textContent: told.words.open }), make("button", { type: "button", textContent: told.words.close, onclick: () => toggle(false) })),
      late, told.readability && make("p", { textContent: told.readability }),
      told.report && make("p", {}, make("a", { href: `${HOME}reports/${told.report}`, textContent: told.words.report })),
      make("section", {}, make("h3", { textContent: told.words.findings }), findings.length ? make("ol", {}, ...findings) : make("p", { textContent: told.words.none })),
      make("section", {}, make("h3", { textContent: told.words.texts }), list));
    panel.onkeydown = (event) => { if (event.key === "Escape") toggle(false); };
    root.append(opener, panel);
    document.body.append(host);
    document.addEventListener("click", (event) => {
      if (panel.hidden || event.composedPath().includes(host) || event.target.closest("a, button, input, select, textarea, summary, label")) return;
      const number = entries.findIndex((one) => one.element?.contains(event.target));
      if (number >= 0) show(number);
      entries[number]?.area?.focus();
    });
    window.addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept?.open) {
      panel.hidden = false;
      opener.hidden = true;
      if (kept.text >= 0) show(kept.text, false);
    }
    return late;
  };

  const start = async () => {
    let late = null, first = null, builds = null;
    // A browser has few connections to one server: only the tab that is seen waits.
    const wait = () => {
      builds?.close();
      builds = document.hidden ? null : new EventSource(`${HOME}events`);
      if (builds) builds.onmessage = ({ data }) => {
        first ??= data;
        if (data !== first && late && unsaved()) late.hidden = false;
        else if (data !== first) location.reload();
      };
    };
    document.addEventListener("visibilitychange", wait);
    wait();
    const answer = await fetch(`${HOME}page?file=${encodeURIComponent(location.pathname)}`);
    if (answer.ok) {
      told = await answer.json();
      late = build();
    }
  };
  start();
})();
