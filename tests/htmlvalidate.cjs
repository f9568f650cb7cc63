// How html-validate is asked: everything that it recommends for documents, and all of its accessibility rules.
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    "wcag/h36": "error",
    "prefer-native-element": "error",
    "no-deprecated-attr": "error",
    "no-redundant-aria-label": "error",
    "no-dup-id": "error",
    "require-sri": ["error", { target: "crossorigin" }], // A digest of a file on the same host guards against nobody.
    "long-title": "off", // The title of a page and the site's name; how long is the editor's to choose.
    "no-trailing-whitespace": "off", // About how markup is typed, which nobody does here.
  },
};
