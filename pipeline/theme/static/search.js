// Filters the list of pages by the words of ?q=, best first. Only on the search page, which works without it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-words]");
  const whole = document.querySelector(".pages");
  const results = document.querySelector(".results");
  const status = document.querySelector("[role=status]");
  const field = form.elements.q;
  // “å” finds å however it is written; “a” finds å too, for keyboards without it.
  const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]/g; // Soft hyphens, and the like.
  const composed = (text) => text.replace(unseen, "").normalize("NFC").toLowerCase();
  const bare = (text) => composed(text).normalize("NFD").replace(/\p{M}/gu, "");
  const pages = [...whole.querySelectorAll("li")].map((item) => {
    const link = item.querySelector("a");
    return { item, href: link.getAttribute("href"), texts: [link.textContent, item.textContent, ""] };
  });
  const folded = new Map();
  const fold = (page) => {
    const kept = folded.get(page);
    if (kept) return kept;
    const made = page.texts.map((text) => [composed(text), bare(text)]);
    folded.set(page, made);
    return made;
  };
  const score = (page, words) => {
    let sum = 0;
    for (const word of words) {
      const plain = bare(word) === word ? 1 : 0;
      const place = fold(page).findIndex((forms) => forms[plain].includes(word));
      if (place < 0) return 0;
      const start = ` ${fold(page)[place][plain]}`.includes(` ${word}`) ? 1 : 0;
      sum += [9, 3, 1][place] + start;
    }
    return sum;
  };
  const show = () => {
    const words = composed(field.value).split(/\s+/).filter(Boolean);
    const found = words.length
      ? pages.map((page) => [score(page, words), page]).filter(([points]) => points).sort((a, b) => b[0] - a[0])
      : [];
    results.replaceChildren(...found.map(([, page]) => page.item.cloneNode(true)));
    results.hidden = !found.length;
    whole.hidden = words.length > 0;
    const { found: some, none } = form.dataset;
    status.textContent = words.length ? (found.length ? some.replace("{number}", found.length) : none) : "";
  };
  const look = () => {
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    show();
  };
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    look();
  });
  form.hidden = false;
  for (const tip of document.querySelectorAll("[data-without-script]")) tip.hidden = true;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
  // The words in the texts come later; titles and descriptions are in the list.
  fetch(form.dataset.words)
    .then((response) => response.json())
    .then((index) => {
      for (const page of pages) page.texts[2] = index[page.href] ?? "";
      folded.clear();
      show();
    })
    .catch(() => {});
})();
