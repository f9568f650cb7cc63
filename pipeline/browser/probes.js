// What `syntolk audit` asks a page, beside axe-core: run in the page, answers are plain values.
// Each probe answers a list of {rule, detail, selector, html, text, shared}; an empty one where nothing is wrong.
(() => {
  "use strict";
  const root = document.documentElement;
  const MOST_STEPS = 40; // Places that a frame is scrolled to, from one end to the other, but for the first.
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const box = (element) => element.getBoundingClientRect();

  // --- an element, for people ------------------------------------------------------------------
  const selector = (element) => {
    if (element.id) return `#${CSS.escape(element.id)}`;
    if (element === document.body || !element.parentElement) return element.localName;
    const same = [...element.parentElement.children].filter((one) => one.localName === element.localName);
    const place = same.length > 1 ? `:nth-of-type(${same.indexOf(element) + 1})` : "";
    return `${selector(element.parentElement)} > ${element.localName}${place}`;
  };
  const described = (element) => ({
    html: element.outerHTML.replace(/\s+/g, " ").slice(0, 300),
    text: [...new Set([element.getAttribute("alt"), ...(element.innerText ?? element.textContent ?? "").split("\n"), element.getAttribute("href")])]
      .map((one) => (one ?? "").trim()).filter((one) => one.length > 2).slice(0, 4),
    shared: Boolean(element.closest("header, footer, nav, aside") && !element.closest("main")),
  });
  const found = (rule, element, detail = "") => ({ rule, detail, selector: selector(element), ...described(element) });

  // --- axe-core --------------------------------------------------------------------------------
  const ofNode = (node) => (node.target.flat().length === 1 ? document.querySelector(node.target.flat()[0]) : null);
  // Of what lies outside of the part that its own frame shows axe-core cannot tell the colours: there it is asked again.
  const unfolded = async (result) => {
    const rules = result.incomplete.filter((rule) => rule.id.startsWith("color-contrast"));
    const framed = (node) => {
      let above = ofNode(node)?.parentElement;
      while (above && !(above.scrollWidth > above.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(above).overflowX))) above = above.parentElement;
      return above && above !== root && above !== document.body ? above : null;
    };
    for (const rule of rules) {
      let left = rule.nodes.filter(framed);
      const inView = rule.nodes.filter((node) => !left.includes(node)), frames = [...new Set(left.map(framed))];
      const beyond = (frame) => frame.scrollWidth - frame.clientWidth;
      const way = (frame) => getComputedStyle(frame).direction === "rtl" ? -1 : 1; // There it is scrolled to the left, which counts down.
      // By a quarter of what the frame shows, so that the text of each cell is seen as a whole somewhere.
      const steps = Math.min(MOST_STEPS, Math.max(0, ...frames.map((frame) => Math.ceil(4 * beyond(frame) / frame.clientWidth))));
      for (let step = 0; left.length && step <= steps; step++) {
        for (const frame of frames) frame.scrollLeft = way(frame) * beyond(frame) * step / steps;
        const again = await axe.run(left.map(ofNode), { runOnly: { type: "rule", values: [rule.id] }, resultTypes: ["violations", "incomplete"] });
        result.violations.push(...again.violations);
        left = again.incomplete.flatMap((one) => one.nodes).filter(framed);
      }
      for (const frame of frames) frame.scrollLeft = 0;
      rule.nodes = [...inView, ...left];
    }
    return result;
  };
  const axeFinds = async (options) => {
    const result = await unfolded(await axe.run(document, options));
    const say = (kind) => (rule) => rule.nodes.slice(0, 100).map((node) => {
      const element = ofNode(node);
      const check = [...node.any, ...node.all, ...node.none][0];
      return {
        rule: rule.id, kind, impact: node.impact ?? rule.impact ?? "", tags: rule.tags, help: rule.help, url: rule.helpUrl,
        detail: check ? check.message : "", selector: node.target.flat().join(" "),
        ...(element ? described(element) : { html: node.html.slice(0, 300), text: [], shared: false }),
      };
    });
    return [...result.violations.flatMap(say("violation")), ...result.incomplete.flatMap(say("incomplete"))];
  };

  // --- how everything lies: whether two colour schemes differ in more than their colours --------
  const layout = () => [...document.querySelectorAll("*")]
    .map((element) => { const b = box(element); return `${b.x},${b.y},${b.width},${b.height},${shown(element)}`; }).join(";");

  // --- WCAG 1.4.10: nothing is wider than the screen --------------------------------------------
  const scrolls = (element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
  const sideways = () => {
    const width = root.clientWidth;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) <= width + 1) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const b = box(element);
      if (!shown(element) || b.width === 0 || (b.right <= width + 1 && b.left >= -1)) return false;
      for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
        if (scrolls(above) && box(above).right <= width + 1) return false;
      return true;
    });
    const deepest = wide.find((element) => !wide.some((other) => other !== element && element.contains(other)));
    const over = Math.round(Math.max(root.scrollWidth, document.body.scrollWidth) - width);
    return [found("page-scrolls-sideways", deepest ?? document.body, String(over))];
  };

  // --- WCAG 1.4.12: more room between letters, words, lines and paragraphs takes no text away ----
  const cutOff = () => {
    const cut = new Set();
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element), b = box(element);
      if (b.width < 4 || b.height < 4 || !shown(element)) continue;
      const x = /hidden|clip/.test(style.overflowX), y = /hidden|clip/.test(style.overflowY);
      if (!x && !y) continue;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim() || !shown(node.parentElement)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const beyond = [...range.getClientRects()].some((r) => r.width > 0 && r.height > 0
          && ((y && (r.bottom > b.bottom + r.height / 3 || r.top < b.top - r.height / 3)) || (x && (r.right > b.right + 3 || r.left < b.left - 3))));
        if (beyond) { cut.add(element); break; }
      }
    }
    return cut;
  };
  const spacing = () => {
    const before = cutOff(), sheet = new CSSStyleSheet(); // Not an element: a strict content security policy forbids those.
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; transition: none !important }
      p { margin-block-end: 2em !important }`);
    const sheets = [...document.adoptedStyleSheets]; // A copy: the list itself changes with what is put into its place.
    document.adoptedStyleSheets = [...sheets, sheet];
    const after = [...cutOff()].filter((element) => !before.has(element));
    document.adoptedStyleSheets = sheets;
    return after.filter((element) => !after.some((other) => other !== element && element.contains(other)))
      .map((element) => found("text-clipped", element));
  };

  // --- WCAG 2.3.3: who asks for less motion gets less -------------------------------------------
  const still = /^(opacity|.*color|visibility|fill|stroke|outline.*|textDecoration.*|boxShadow|composite|computedOffset|easing|offset)$/i;
  const motion = () => document.getAnimations().filter((one) => {
    const timing = one.effect?.getComputedTiming();
    if (one.playState !== "running" || !timing || !one.effect.target || timing.duration < 100) return false;
    return one.effect.getKeyframes().some((frame) => Object.keys(frame).some((name) => !still.test(name)));
  }).map((one) => found("motion-not-reduced", one.effect.target, one.animationName ?? one.transitionProperty ?? ""));

  // --- pictures that do not show ----------------------------------------------------------------
  const pictures = async () => {
    const images = [...document.images].filter((image) => image.currentSrc || image.getAttribute("src") || image.srcset);
    for (const image of images) image.loading = "eager";
    const soon = (image) => Promise.race([image.decode().catch(() => {}), new Promise((done) => setTimeout(done, 5000))]);
    await Promise.all(images.map(soon));
    return images.filter((image) => image.complete && image.naturalWidth === 0 && image.naturalHeight === 0)
      .map((image) => found("image-broken", image, new URL(image.currentSrc || image.src, document.baseURI).href));
  };

  // --- the keyboard ------------------------------------------------------------------------------
  const looks = ["boxShadow", "backgroundColor", "backgroundImage", "color", "textDecorationLine", "textDecorationThickness", "borderTopWidth",
    "borderBottomWidth", "opacity", "transform", "filter", "position", "clipPath", "insetBlockStart", "insetInlineStart", "width", "height"];
  const unseen = /^(transparent|rgba\(.*, 0\))$/; // An outline that only forced colours show is none to others.
  const look = (element) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    const outline = style.outlineStyle === "none" || style.outlineWidth === "0px" || unseen.test(style.outlineColor) ? "" : style.outline;
    const border = ["Top", "Bottom", "Left", "Right"].map((side) => style[`border${side}Width`] === "0px" ? "" : style[`border${side}Color`]);
    const line = style.textDecorationLine === "none" ? "" : style.textDecorationColor;
    return [outline, ...border, line, ...looks.map((name) => style[name])].join("|");
  }).join("\n");
  const around = (element) => {
    const list = [element, ...element.querySelectorAll("*")].slice(0, 6);
    for (let above = element.parentElement, n = 0; above && above !== document.body && n < 2; above = above.parentElement, n++) list.push(above);
    return [...list, ...(element.labels ?? []), ...(element.nextElementSibling ? [element.nextElementSibling] : [])];
  };
  const reached = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]";
  let before = new Map();
  const prepare = () => {
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    scrollTo(0, 0);
    before = new Map();
    const all = [...document.querySelectorAll(reached)];
    for (const element of all) for (const one of around(element)) if (!before.has(one)) before.set(one, look(one));
    return all.length;
  };
  const inView = (element) => [...element.getClientRects()].some((r) =>
    r.width > 1 && r.height > 1 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth);
  const covered = (element) => {
    const rects = [...element.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
    if (!rects.length || !inView(element)) return false;
    let inside = 0;
    for (const r of rects) for (const [x, y] of [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]]) {
      const at = [r.left + r.width * x, r.top + r.height * y];
      if (at[0] < 0 || at[1] < 0 || at[0] >= innerWidth || at[1] >= innerHeight) continue;
      inside++;
      const top = document.elementFromPoint(...at);
      if (!top || top.contains(element) || element.contains(top)) return false;
      let above = top;
      while (above && !/fixed|sticky/.test(getComputedStyle(above).position)) above = above.parentElement;
      if (!above || above.contains(element)) return false;
    }
    return inside > 0;
  };
  const seen = new Map();
  const stop = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === root) return null;
    if (!seen.has(element)) seen.set(element, seen.size);
    const changed = around(element).some((one) => !before.has(one) || before.get(one) !== look(one));
    const href = element.getAttribute("href") ?? "";
    return {
      number: seen.get(element), sure: changed && inView(element), skip: seen.get(element) === 0 && href.startsWith("#") && href.length > 1,
      inside: ["IFRAME", "AUDIO", "VIDEO", "OBJECT"].includes(element.nodeName),
      covered: covered(element) ? found("focus-obscured", element) : null,
      element: found("focus-invisible", element),
    };
  };
  const blur = () => document.activeElement?.blur();

  window.syntolkProbes = { axeFinds, layout, sideways, spacing, motion, pictures, prepare, stop, blur };
})();
